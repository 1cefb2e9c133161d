"""A message that others refer to, or that is nested, is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import message_added as twin
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable

RULE = Rule(
    id="protobuf-message-removed",
    since="0.1",
    summary="a message that others refer to, or that is nested, is removed",
    why=("Code that uses it does not compile; the fields that had its type are judged on their own."),
    fix="remove it when no code uses it",
    message="{path} is removed",
    on=removed("message").where(all_of(not_(event), not_(packable))),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  Part part = 1;
}
message Part {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Part part = 1;
}
message Part {
  option deprecated = true;
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A message that no other refers to is removed: a type of event, as far as the schemas tell."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import event_added as twin
from schemactl.rules.protobuf._conditions import event

RULE = Rule(
    id="protobuf-event-removed",
    since="0.1",
    summary=("a message that no other refers to is removed: a type of event, as far as the schemas tell"),
    why=("Data of this type is still in its topic, and new readers have nothing to read it with."),
    fix="keep the message (deprecated) as long as data of it can be read",
    message="{path} is removed",
    on=removed("message").where(event),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
message Other {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
message Other {
  option deprecated = true;
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

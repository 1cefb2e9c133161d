"""An enum is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import enum_added as twin

RULE = Rule(
    id="protobuf-enum-removed",
    since="0.1",
    summary="an enum is removed",
    why="Code that uses it does not compile; the fields that had it are judged on their own.",
    fix="remove it when no code uses it",
    message="{path} is removed",
    on=removed("enum"),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
enum Kind {
  option deprecated = true;
  KIND_UNKNOWN = 0;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""An enum is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added

RULE = Rule(
    id="protobuf-enum-added",
    since="0.1",
    summary="an enum is added",
    why="Old generated code does not have it.",
    fix="nothing to do",
    message="{path} is added",
    on=added("enum"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=(Outcome.OK, Outcome.REJECTS), dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
// Enums come later.
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

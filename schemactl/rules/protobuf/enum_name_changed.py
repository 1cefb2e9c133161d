"""An enum is renamed or moved."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-enum-name-changed",
    since="0.1",
    summary="an enum is renamed or moved",
    why="Bytes and JSON do not carry it; code that uses the old name does not compile.",
    fix="change the code with it",
    message="{path}: was {old_path}",
    on=changed("enum", "name"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Sort kind = 1;
}
enum Sort {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""An enum value's name moves to another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import moved

RULE = Rule(
    id="protobuf-enum-value-moved",
    since="0.1",
    summary="an enum value's name moves to another number",
    why=(
        "What was written as one value is read as the other, and handled by the other's arm. Nothing fails."
    ),
    fix="keep each name with its number; insert new values at the end",
    message="{path} = {number}: was {old}",
    on=changed("enum_value", "name").where(moved),
    effects=grid(wire=Outcome.MISREADS, source=Outcome.OK, dispatch=Outcome.MISREADS),
    bad=(
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
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_B = 1;
  KIND_A = 2;
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
  KIND_B = 2;
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
  KIND_C = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

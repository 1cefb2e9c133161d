"""An enum value gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import closed, not_

RULE = Rule(
    id="protobuf-enum-value-renumbered",
    since="0.1",
    summary="an enum value gets another number",
    why=("On the wire an enum value is its number: each side reads the other's as a number without a name."),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("enum_value", "number").where(not_(closed)),
    effects=grid(wire=Outcome.MISREADS, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.UNHANDLED),
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
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
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
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

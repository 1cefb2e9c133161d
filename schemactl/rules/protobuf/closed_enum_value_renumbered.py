"""A value of a closed enum gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, closed, not_, of_required

RULE = Rule(
    id="protobuf-closed-enum-value-renumbered",
    since="0.1",
    summary="a value of a closed enum gets another number",
    why=(
        "Each side does not take the other's number: it goes to the unknown fields and the field "
        "reads as absent (Enum behavior, closed enums)."
    ),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("enum_value", "number").where(all_of(closed, not_(of_required))),
    effects=grid(wire=Outcome.LOSES, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.UNHANDLED),
    bad=(
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  optional Kind kind = 1;
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

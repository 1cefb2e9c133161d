"""A value of a closed enum of a required field gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, closed, of_required

RULE = Rule(
    id="protobuf-required-enum-value-renumbered",
    since="0.1",
    summary="a value of a closed enum of a required field gets another number",
    why=(
        "Each side does not take the other's number: it goes to the unknown fields, and the required "
        "field is missing (Enum behavior, closed enums)."
    ),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("enum_value", "number").where(all_of(closed, of_required)),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.UNHANDLED),
    bad=(
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
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
  required Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
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

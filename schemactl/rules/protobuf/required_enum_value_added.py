"""A value is added to a closed enum of a required field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, closed, of_required

RULE = Rule(
    id="protobuf-required-enum-value-added",
    since="0.1",
    summary="a value is added to a closed enum of a required field",
    why=(
        "Old readers do not take a number that they do not name: it goes to the unknown fields, and "
        "the required field is missing (Enum behavior, closed enums)."
    ),
    fix="upgrade all readers first; then writers may use it",
    message="{path} = {number} is added",
    on=added("enum_value").where(all_of(closed, of_required)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
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
  KIND_A = 1;
  KIND_B = 2;
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
  // Nothing is known.
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

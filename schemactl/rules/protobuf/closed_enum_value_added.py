"""A value is added to a closed enum."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, closed, not_, of_required

RULE = Rule(
    id="protobuf-closed-enum-value-added",
    since="0.1",
    summary="a value is added to a closed enum",
    why=(
        "Old readers do not take a number that they do not name: it goes to the unknown fields and "
        "the field reads as absent (Enum behavior, closed enums)."
    ),
    fix="upgrade all readers first; then writers may use it",
    message="{path} = {number} is added",
    on=added("enum_value").where(all_of(closed, not_(of_required))),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="unread",
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
  KIND_A = 1;
  KIND_B = 2;
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
  // Nothing is known.
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

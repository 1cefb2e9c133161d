"""A value is added to an open enum."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import closed, not_

RULE = Rule(
    id="protobuf-enum-value-added",
    since="0.1",
    summary="a value is added to an open enum",
    why=(
        "Old readers keep the number, without a name: a dispatch over the enum has no arm for it "
        "(Enum behavior, open enums)."
    ),
    fix="upgrade all readers first; then writers may use it",
    message="{path} = {number} is added",
    on=added("enum_value").where(not_(closed)),
    effects=grid(
        wire=Outcome.OK, source=(Outcome.OK, Outcome.REJECTS), dispatch=(Outcome.OK, Outcome.UNHANDLED)
    ),
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
  KIND_A = 1;
  KIND_B = 2;
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
  // Nothing is known.
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    refs=(
        "https://protobuf.dev/programming-guides/enum/",
        "https://protobuf.dev/programming-guides/json/",
    ),
)

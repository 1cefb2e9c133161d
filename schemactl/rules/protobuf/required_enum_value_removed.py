"""A value is removed from a closed enum of a required field."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import required_enum_value_added as twin
from schemactl.rules.protobuf._conditions import all_of, closed, of_required

RULE = Rule(
    id="protobuf-required-enum-value-removed",
    since="0.1",
    summary="a value is removed from a closed enum of a required field",
    why=(
        "New readers do not take the number of old data: it goes to the unknown fields, and the "
        "required field is missing (Enum behavior, closed enums)."
    ),
    fix=(
        "keep it, deprecated, as long as data with it can be read; then delete it and reserve its "
        "number and name"
    ),
    message="{path} = {number} is removed",
    on=removed("enum_value").where(all_of(closed, of_required)),
    effects=flip(twin.RULE.effects),
    bad=(
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
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  reserved 2;
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
  KIND_B = 2;
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
  KIND_B = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

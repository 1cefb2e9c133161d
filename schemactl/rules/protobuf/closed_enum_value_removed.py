"""A value is removed from a closed enum."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import closed_enum_value_added as twin
from schemactl.rules.protobuf._conditions import all_of, closed, not_, of_required

RULE = Rule(
    id="protobuf-closed-enum-value-removed",
    since="0.1",
    summary="a value is removed from a closed enum",
    why=(
        "New readers do not take the number of old data: it goes to the unknown fields and the field "
        "reads as absent (Enum behavior, closed enums)."
    ),
    fix=(
        "keep it, deprecated, as long as data with it can be read; then delete it and reserve its "
        "number and name"
    ),
    message="{path} = {number} is removed",
    on=removed("enum_value").where(all_of(closed, not_(of_required))),
    effects=flip(twin.RULE.effects),
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
  KIND_B = 2;
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
  reserved 2;
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
  KIND_B = 2;
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
  KIND_B = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

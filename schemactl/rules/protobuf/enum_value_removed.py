"""A value is removed from an open enum."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import enum_value_added as twin
from schemactl.rules.protobuf._conditions import closed, not_

RULE = Rule(
    id="protobuf-enum-value-removed",
    since="0.1",
    summary="a value is removed from an open enum",
    why=(
        "New readers keep the number of old data, without a name: a dispatch over the enum has no arm "
        "for it (Enum behavior, open enums)."
    ),
    fix=(
        "keep it, deprecated, as long as data with it can be read; then delete it and reserve its "
        "number and name"
    ),
    message="{path} = {number} is removed",
    on=removed("enum_value").where(not_(closed)),
    effects=flip(twin.RULE.effects),
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
  KIND_A = 1;
  reserved 2;
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
  KIND_B = 2 [deprecated = true];
}
""",
    ),
    refs=(
        "https://protobuf.dev/programming-guides/enum/",
        "https://protobuf.dev/programming-guides/json/",
    ),
)

"""A required field is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import required_field_added as twin
from schemactl.rules.protobuf._conditions import required

RULE = Rule(
    id="protobuf-required-field-removed",
    since="0.1",
    summary="a required field is removed",
    why=("Old readers refuse every event that lacks the field (proto2 Language Guide, field labels)."),
    fix="keep the field and keep writing it until the last reader that requires it is gone",
    message="{path} ({number}), a required field, is removed",
    on=removed("field").where(required),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
  required string tenant = 2;
}
""",
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
  required string tenant = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto2/#field-labels",),
)

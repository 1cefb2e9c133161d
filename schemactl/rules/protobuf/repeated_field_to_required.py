"""A repeated field becomes required."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import required_field_to_repeated as twin
from schemactl.rules.protobuf._conditions import cardinality

RULE = Rule(
    id="protobuf-repeated-field-to-required",
    since="0.1",
    summary="a repeated field becomes required",
    why=("Old writers may have sent no value, and new readers refuse an event that lacks what they require."),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "cardinality").where(cardinality("repeated", "singular", required=True)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto2";
message Event {
  repeated string ids = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  repeated string ids = 1;
  optional string id = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

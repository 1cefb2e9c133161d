"""A repeated field becomes singular."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import field_to_repeated as twin
from schemactl.rules.protobuf._conditions import cardinality

RULE = Rule(
    id="protobuf-field-to-singular",
    since="0.1",
    summary="a repeated field becomes singular",
    why=(
        "New readers keep the last value of several; packed numbers have another wire type, so they "
        "keep none (Updating a message type, singular and repeated)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "cardinality").where(cardinality("repeated", "singular", required=False)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  repeated int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated int32 value = 1;
  int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

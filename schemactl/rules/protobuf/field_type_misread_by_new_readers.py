"""New readers misread old values, and old readers lose new ones."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import field_type_misread_by_old_readers as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-misread-by-new-readers",
    since="0.1",
    summary="new readers misread old values, and old readers lose new ones",
    why=(
        "New readers take the old wire type for their own: a parser accepts packed lists and single "
        "values alike (Encoding, packed fields), and numbers that do not fit are cut. Old readers do "
        "not take the new one, so the value is absent."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.MISREADS, Outcome.LOSES)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  repeated string values = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated string values = 1;
  repeated int32 values_v2 = 2 [packed = false];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

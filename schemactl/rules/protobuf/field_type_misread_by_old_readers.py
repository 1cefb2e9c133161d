"""New readers lose old values, and old readers misread new ones."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-misread-by-old-readers",
    since="0.1",
    summary="new readers lose old values, and old readers misread new ones",
    why=(
        "New readers do not take the old wire type, so the value is absent. Old readers take the new "
        "one for their own: a parser accepts packed lists and single values alike (Encoding, packed "
        "fields), and numbers that do not fit are cut."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.LOSES, Outcome.MISREADS)),
    effects=grid(wire=(Outcome.LOSES, Outcome.MISREADS)),
    bad=(
        """\
syntax = "proto3";
message Event {
  repeated int32 values = 1 [packed = false];
}
""",
        """\
syntax = "proto3";
message Event {
  repeated string values = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  repeated int32 values = 1 [packed = false];
}
""",
        """\
syntax = "proto3";
message Event {
  repeated int32 values = 1 [packed = false];
  repeated string values_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

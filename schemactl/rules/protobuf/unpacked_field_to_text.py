"""Unpacked numbers become text or bytes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-unpacked-field-to-text",
    since="0.1",
    summary="unpacked numbers become text or bytes, or a flag an enum that lacks its numbers",
    why=(
        "New readers do not take a number for text: it is dropped. Old readers take text for packed "
        "numbers, since a parser accepts both forms (Encoding, packed fields). A closed enum drops a true that it "
        "does not name, and its other numbers are read as true (Enum behavior)."
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

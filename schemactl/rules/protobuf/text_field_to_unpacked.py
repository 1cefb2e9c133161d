"""Text or bytes become unpacked numbers."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import unpacked_field_to_text as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-text-field-to-unpacked",
    since="0.1",
    summary="text or bytes become unpacked numbers, or an enum a flag whose numbers it lacks",
    why=(
        "New readers take text for packed numbers, since a parser accepts both forms; old readers "
        "drop numbers (Encoding, packed fields). A flag takes any number of an enum for true, and a closed enum "
        "drops a true that it does not name (Enum behavior)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.MISREADS, Outcome.LOSES)),
    effects=flip(twin.RULE.effects),
    bad=(
        """\
syntax = "proto3";
message Event {
  repeated string values = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated int32 values = 1 [packed = false];
}
""",
    ),
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

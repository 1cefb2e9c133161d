"""A field's type gets another wire type."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-incompatible",
    since="0.1",
    summary="a field's type gets another wire type",
    why=(
        "The wire type changes, so readers do not take the value for this field: it lands in the "
        "unknown fields and the field reads as absent (Encoding, message structure)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.LOSES, Outcome.LOSES)),
    effects=grid(wire=Outcome.LOSES),
    bad=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
  string value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

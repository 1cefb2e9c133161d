"""A required field's type gets another wire type."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, required, wire

RULE = Rule(
    id="protobuf-required-field-type-incompatible",
    since="0.1",
    summary="a required field's type gets another wire type",
    why=(
        "Readers do not take the value for this field, so the field that they require is missing, and "
        "they refuse the event."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(required, wire(Outcome.REJECTS, Outcome.REJECTS))),
    effects=grid(wire=Outcome.REJECTS),
    bad=(
        """\
syntax = "proto2";
message Event {
  required int64 value = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required string value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  required int64 value = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required int64 value = 1;
  optional string value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

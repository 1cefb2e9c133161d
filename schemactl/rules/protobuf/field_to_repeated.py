"""A singular field becomes repeated."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import cardinality

RULE = Rule(
    id="protobuf-field-to-repeated",
    since="0.1",
    summary="a singular field becomes repeated",
    why=(
        "Old readers keep the last value of several; packed numbers have another wire type, so they "
        "keep none (Updating a message type, singular and repeated)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "cardinality").where(cardinality("singular", "repeated", required=False)),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES), json=Outcome.REJECTS, source=Outcome.REJECTS, dispatch=Outcome.OK
    ),
    bad=(
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated int32 value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
  repeated int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

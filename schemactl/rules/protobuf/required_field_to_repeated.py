"""A required field becomes repeated."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import cardinality

RULE = Rule(
    id="protobuf-required-field-to-repeated",
    since="0.1",
    summary="a required field becomes repeated",
    why=("New writers may send no value, and old readers refuse an event that lacks what they require."),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "cardinality").where(cardinality("singular", "repeated", required=True)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS), json=Outcome.REJECTS, source=Outcome.REJECTS, dispatch=Outcome.OK
    ),
    bad=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  repeated string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required string id = 1;
  repeated string ids = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A field's type gets another JSON form, refused both ways."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-incompatible",
    since="0.1",
    summary="a field's type gets another JSON form, refused both ways",
    why=(
        "Each parser refuses the other's JSON value for this field (ProtoJSON, representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.REJECTS, Outcome.REJECTS)),
    effects=grid(json=Outcome.REJECTS),
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
  uint32 value = 1;
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
  uint32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

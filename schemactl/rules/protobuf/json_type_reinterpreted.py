"""A field's JSON value is read as another one both ways."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-reinterpreted",
    since="0.1",
    summary="a field's JSON value is read as another one both ways",
    why=(
        "Both types are JSON strings or numbers, so the value is taken: text for base64, base64 for "
        "text (ProtoJSON, representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.MISREADS, Outcome.MISREADS)),
    effects=grid(json=Outcome.MISREADS),
    bad=(
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string value = 1;
  bytes value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

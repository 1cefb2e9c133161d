"""New parsers refuse some old JSON values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-narrowed",
    since="0.1",
    summary="new parsers refuse some old JSON values",
    why=(
        "Values outside the new type's range or form are refused; what new writers print is still "
        "read (ProtoJSON, representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.REJECTS, Outcome.OK)),
    effects=grid(json=(Outcome.REJECTS, Outcome.OK)),
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
  int32 value = 1;
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
  int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

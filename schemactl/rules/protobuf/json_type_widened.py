"""Old parsers refuse some new JSON values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import json_type_narrowed as twin
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-widened",
    since="0.1",
    summary="old parsers refuse some new JSON values",
    why=(
        "Values outside the old type's range or form are refused by old readers (ProtoJSON, "
        "representation of each type)."
    ),
    fix="upgrade all readers first",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.OK, Outcome.REJECTS)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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
  int64 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

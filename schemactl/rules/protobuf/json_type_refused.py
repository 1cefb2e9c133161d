"""New parsers refuse old JSON values, and old ones misread new ones."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import json_type_misread as twin
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-refused",
    since="0.1",
    summary="new parsers refuse old JSON values, and old ones misread new ones",
    why=(
        "The old form does not fit the new type; new values fit the old type's form but not its "
        "meaning (ProtoJSON, representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.REJECTS, Outcome.MISREADS)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
  int64 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

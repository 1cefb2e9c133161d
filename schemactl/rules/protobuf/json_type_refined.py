"""Old parsers round some new JSON values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import json_type_rounded as twin
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-refined",
    since="0.1",
    summary="old parsers round some new JSON values",
    why=(
        "The old type has fewer digits: old readers read a value as its nearest neighbour (ProtoJSON, "
        "representation of each type)."
    ),
    fix="upgrade all readers first",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.OK, Outcome.MISREADS)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  float value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  float value = 1;
  double value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

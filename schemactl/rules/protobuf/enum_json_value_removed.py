"""An enum value is removed and its name with it."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import enum_json_value_added as twin
from schemactl.rules.protobuf._conditions import json_names

RULE = Rule(
    id="protobuf-enum-json-value-removed",
    since="0.1",
    summary="an enum value is removed and its name with it",
    why=("JSON carries names: old events carry a name that new parsers refuse (ProtoJSON, enum)."),
    fix="keep it, deprecated, as long as data with it can be read",
    message="{path} = {number}: its name is unknown to new readers",
    on=removed("enum_value").where(json_names(Outcome.REJECTS, Outcome.OK)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""A field is removed and no other takes its JSON key."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import json_key_added as twin
from schemactl.rules.protobuf._conditions import all_of, json_names, not_, required

RULE = Rule(
    id="protobuf-json-key-removed",
    since="0.1",
    summary="a field is removed and no other takes its JSON key",
    why=(
        "A strict parser refuses the key in old events; one that ignores unknown fields drops the "
        "value (ProtoJSON, JSON parsers)."
    ),
    fix="let new readers ignore unknown fields, or keep the field, deprecated",
    message="{path} ({number}): its JSON key is unknown to new readers",
    on=removed("field").where(all_of(not_(required), json_names(Outcome.REJECTS, Outcome.OK))),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""A field is removed and another of another type takes its JSON key."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import json_key_taken_over as twin
from schemactl.rules.protobuf._conditions import all_of, json_name_reused, not_, required

RULE = Rule(
    id="protobuf-json-key-given-away",
    since="0.1",
    summary="a field is removed and another of another type takes its JSON key",
    why=(
        "A parser takes the key for a field of another type: what happens depends on both types and "
        "on the value."
    ),
    fix="give the other field a name that was never used",
    message="{path} ({number}): its JSON key now belongs to a field of another type",
    on=removed("field").where(all_of(not_(required), json_name_reused)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 remark = 2;
  string note = 3;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 remark = 2;
  string note = 3 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

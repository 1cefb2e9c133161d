"""A JSON name is new to old readers."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import json_name_dropped as twin
from schemactl.rules.protobuf._conditions import json_names

RULE = Rule(
    id="protobuf-json-name-introduced",
    since="0.1",
    summary="a JSON name is new to old readers",
    why=("New events carry a key that old parsers do not know (ProtoJSON, field names as JSON keys)."),
    fix="leave json_name as it was, or upgrade all readers first",
    message="{path} ({number}): its new JSON key is unknown to old readers",
    on=changed("field", "name", "json_name").where(json_names(Outcome.OK, Outcome.REJECTS)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string customer = 1;
  string buyer = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""A JSON name now belongs to a field of another type."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json_name_reused

RULE = Rule(
    id="protobuf-json-name-reused",
    since="0.1",
    summary="a JSON name now belongs to a field of another type",
    why=(
        "A parser takes the key for a field of another type: what happens depends on both types and "
        "on the value."
    ),
    fix="give the new field a JSON name that was never used",
    message="{path} ({number}): its JSON key belonged to a field of another type",
    on=changed("field", "name", "json_name").where(json_name_reused),
    effects=grid(json=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
message Event {
  string a = 1;
  int32 b = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string b = 1;
  int32 a = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string a = 1;
  int32 b = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string a = 1;
  int32 b = 2;
  int32 c = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""A field is added under the JSON key of an old field of another type."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, json_name_reused, not_, required

RULE = Rule(
    id="protobuf-json-key-taken-over",
    since="0.1",
    summary="a field is added under the JSON key of an old field of another type",
    why=(
        "A parser takes the key for a field of another type: what happens depends on both types and "
        "on the value."
    ),
    fix="give the new field a name that was never used",
    message="{path} ({number}): its JSON key belonged to a field of another type",
    on=added("field").where(all_of(not_(required), json_name_reused)),
    effects=grid(json=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 remark = 2;
  string note = 3;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 note = 2;
  string remark = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""A required field is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import required

RULE = Rule(
    id="protobuf-required-field-added",
    since="0.1",
    summary="a required field is added",
    why=(
        "Old data lacks the field, and a parser that misses a required field refuses the whole event "
        "(proto2 Language Guide, field labels)."
    ),
    fix="make it optional: required fields can never be added safely",
    message="{path} ({number}) is added as required",
    on=added("field").where(required),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.LOSES),
        json=Outcome.REJECTS,
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    tolerance="unread",
    bad=(
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
  required string tenant = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  optional string id = 1;
  optional string tenant = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto2/#field-labels",),
)

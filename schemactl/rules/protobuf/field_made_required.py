"""A field becomes required."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import presence

RULE = Rule(
    id="protobuf-field-made-required",
    since="0.1",
    summary="a field becomes required",
    why=(
        "Old data may lack the field, and a parser that misses a required field refuses the whole "
        "event (proto2 Language Guide, field labels)."
    ),
    fix="keep it optional and check for it in the code",
    message="{path} ({number}): {old} → required",
    on=changed("field", "presence").where(presence(("implicit", "explicit"), ("required",))),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
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
  required string id = 1;
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
  // Always set.
  optional string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto2/#field-labels",),
)

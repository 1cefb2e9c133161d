"""New readers take only some of the old values for a required field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, required, wire

RULE = Rule(
    id="protobuf-required-field-type-restricted",
    since="0.1",
    summary="new readers take only some of the old values for a required field",
    why=(
        "An old value that the new type does not take leaves the required field missing, or is not "
        "valid UTF-8: either way new readers refuse the event."
    ),
    fix="keep the field as it is, add an optional one beside it, and move over",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(required, wire(Outcome.REJECTS, Outcome.OK))),
    effects=grid(wire=(Outcome.REJECTS, Outcome.OK)),
    bad=(
        """\
syntax = "proto2";
message Event {
  required int32 kind = 1;
}
enum Kind {
  KIND_A = 0;
  KIND_B = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
}
enum Kind {
  KIND_A = 0;
  KIND_B = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  required int32 kind = 1;
}
enum Kind {
  KIND_A = 0;
  KIND_B = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  required int32 kind = 1;
  optional Kind kind_v2 = 2;
}
enum Kind {
  KIND_A = 0;
  KIND_B = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

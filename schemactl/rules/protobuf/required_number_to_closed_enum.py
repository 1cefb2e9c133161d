"""A required number becomes a closed enum, or required bytes become a string."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, required, wire

RULE = Rule(
    id="protobuf-required-number-to-closed-enum",
    since="0.1",
    summary="a required number becomes a closed enum, or required bytes become a string",
    why=(
        "A closed enum does not take a number that it does not name, so the field is missing; a "
        "string does not take bytes that are not UTF-8. Either way new readers refuse the event."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
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

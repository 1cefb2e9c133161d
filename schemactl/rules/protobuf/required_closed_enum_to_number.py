"""A required closed enum becomes a number, or a required string becomes bytes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import required_number_to_closed_enum as twin
from schemactl.rules.protobuf._conditions import all_of, required, wire

RULE = Rule(
    id="protobuf-required-closed-enum-to-number",
    since="0.1",
    summary="a required closed enum becomes a number, or a required string becomes bytes",
    why=(
        "Old readers do not take a number that their enum does not name, nor bytes that are not "
        "UTF-8: they refuse the event."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(required, wire(Outcome.OK, Outcome.REJECTS))),
    effects=flip(twin.RULE.effects),
    bad=(
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
    ),
    good=(
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
        """\
syntax = "proto2";
message Event {
  required Kind kind = 1;
  optional int32 kind_v2 = 2;
}
enum Kind {
  KIND_A = 0;
  KIND_B = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

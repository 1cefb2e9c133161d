"""Old readers take only some of the new values for a required field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import required_field_type_restricted as twin
from schemactl.rules.protobuf._conditions import all_of, required, wire

RULE = Rule(
    id="protobuf-required-field-type-relaxed",
    since="0.1",
    summary="old readers take only some of the new values for a required field",
    why=(
        "A new value that the old type does not take leaves the required field missing, or is not "
        "valid UTF-8: either way old readers refuse the event."
    ),
    fix="upgrade all readers before any writer sends other values",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(required, wire(Outcome.OK, Outcome.REJECTS))),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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

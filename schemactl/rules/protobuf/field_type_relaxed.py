"""Old readers take only some of the new values for the field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import field_type_restricted as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-relaxed",
    since="0.1",
    summary="old readers take only some of the new values for the field",
    why=(
        "New values that the old type does not take are dropped, and the field reads as absent: a "
        "closed enum takes only the numbers that it names (Enum behavior), a map the last entry of a "
        "key (Encoding, maps), a singular field no packed list (Encoding, packed fields)."
    ),
    fix="upgrade all readers before any writer sends other values",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.OK, Outcome.LOSES)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
edition = "2023";
message Event {
  Kind kind = 1;
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_A = 0;
  KIND_B = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1;
  int32 kind_v2 = 2;
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_A = 0;
  KIND_B = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

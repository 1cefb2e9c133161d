"""New readers take only some of the old values for the field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-restricted",
    since="0.1",
    summary="new readers take only some of the old values for the field",
    why=(
        "Old values that the new type does not take are dropped, and the field reads as absent: a "
        "closed enum takes only the numbers that it names (Enum behavior), a map the last entry of a "
        "key (Encoding, maps), a singular field no packed list (Encoding, packed fields)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.LOSES, Outcome.OK)),
    effects=grid(wire=(Outcome.LOSES, Outcome.OK)),
    bad=(
        """\
edition = "2023";
message Event {
  int32 kind = 1;
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
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_A = 0;
  KIND_B = 1;
}
""",
    ),
    good=(
        """\
edition = "2023";
message Event {
  int32 kind = 1;
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
  int32 kind = 1;
  Kind kind_v2 = 2;
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

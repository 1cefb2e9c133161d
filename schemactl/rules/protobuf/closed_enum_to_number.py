"""A closed enum becomes a number, or a message is read as a map."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import number_to_closed_enum as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-closed-enum-to-number",
    since="0.1",
    summary="a closed enum becomes a number, or a map becomes a list of entries",
    why=(
        "Old readers drop the numbers that their enum does not name; their map keeps only the last entry "
        "of a key."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.OK, Outcome.LOSES)),
    effects=flip(twin.RULE.effects),
    bad=(
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
  int32 kind = 1;
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

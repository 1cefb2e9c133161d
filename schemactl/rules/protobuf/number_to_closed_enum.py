"""A number becomes a closed enum."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-number-to-closed-enum",
    since="0.1",
    summary="a number becomes a closed enum, or a list of entries becomes a map",
    why=(
        "A closed enum takes only the numbers it names: others go to the unknown fields and the field "
        "reads as absent (Enum behavior, closed enums). A map keeps only the last entry of a key."
    ),
    fix="make the enum open, or keep the number; keep the list where a key may come twice",
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

"""A field gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import plain

RULE = Rule(
    id="protobuf-field-renumbered",
    since="0.1",
    summary="a field gets another number",
    why=(
        "On the wire a field is its number: each side takes the other's bytes for an unknown field, "
        "and its own field reads as absent (Encoding, message structure)."
    ),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("field", "number", "apart").where(plain),
    effects=grid(wire=Outcome.LOSES, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

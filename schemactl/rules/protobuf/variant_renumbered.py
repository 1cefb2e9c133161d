"""A variant of a oneof gets another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import variant

RULE = Rule(
    id="protobuf-variant-renumbered",
    since="0.1",
    summary="a variant of a oneof gets another number",
    why=(
        "On the wire a variant is its number: each side sees the other's events as not set, with an "
        "unknown field, and has no arm for them."
    ),
    fix="keep the number: names can change, numbers cannot",
    message="{path}: number {old} → {new}",
    on=changed("field", "number").where(variant),
    effects=grid(wire=Outcome.LOSES, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.UNHANDLED),
    bad=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 20;
  }
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 11;
  }
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

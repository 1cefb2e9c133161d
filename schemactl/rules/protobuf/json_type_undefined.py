"""A field's type changes where JSON parsers differ."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-undefined",
    since="0.1",
    summary="a field's type changes where JSON parsers differ",
    why=(
        "A well-known type has a JSON form of its own, and some parsers take what the specification "
        "does not name (true as 1): the schemas alone cannot tell."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.UNKNOWN, Outcome.UNKNOWN)),
    effects=grid(json=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
message Event {
  bool value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  double value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  bool value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bool value = 1;
  double value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

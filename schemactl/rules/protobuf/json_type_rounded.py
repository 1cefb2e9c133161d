"""New parsers round some old JSON values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-rounded",
    since="0.1",
    summary="new parsers round some old JSON values",
    why=(
        "The new type has fewer digits: a value is read as its nearest neighbour (ProtoJSON, "
        "representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.MISREADS, Outcome.OK)),
    effects=grid(json=(Outcome.MISREADS, Outcome.OK)),
    bad=(
        """\
syntax = "proto3";
message Event {
  double value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  float value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  double value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  double value = 1;
  float value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""New parsers misread old JSON values, and old ones refuse new ones."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json

RULE = Rule(
    id="protobuf-json-type-misread",
    since="0.1",
    summary="new parsers misread old JSON values, and old ones refuse new ones",
    why=(
        "A number's digits fit the new type's form but not its meaning; the other way the form does "
        "not fit (ProtoJSON, representation of each type)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(json(Outcome.MISREADS, Outcome.REJECTS)),
    effects=grid(json=(Outcome.MISREADS, Outcome.REJECTS)),
    bad=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
  bytes value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

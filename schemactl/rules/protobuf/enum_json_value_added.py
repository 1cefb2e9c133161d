"""An enum value is added whose name old readers do not know."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import json_names

RULE = Rule(
    id="protobuf-enum-json-value-added",
    since="0.1",
    summary="an enum value is added whose name old readers do not know",
    why="JSON carries names: a parser refuses a name that it does not know (ProtoJSON, enum).",
    fix="upgrade all readers first; then writers may use it",
    message="{path} = {number}: its name is unknown to old readers",
    on=added("enum_value").where(json_names(Outcome.OK, Outcome.REJECTS)),
    effects=grid(json=(Outcome.OK, Outcome.REJECTS)),
    bad=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  // Nothing is known.
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

"""An enum value's old name is not known any more."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, default_moved, json_names, not_

RULE = Rule(
    id="protobuf-enum-json-name-dropped",
    since="0.1",
    summary="an enum value's old name is not known any more",
    why="Old JSON events carry a name that new parsers refuse (ProtoJSON, enum).",
    fix="keep the old name as an alias (allow_alias)",
    message="{path} = {number}: the name {old} is not known any more",
    on=changed("enum_value", "name").where(
        all_of(not_(default_moved), json_names(Outcome.REJECTS, Outcome.OK))
    ),
    effects=grid(json=(Outcome.REJECTS, Outcome.OK)),
    bad=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  option allow_alias = true;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_FIRST = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_FIRST = 1;
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
  option allow_alias = true;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_FIRST = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

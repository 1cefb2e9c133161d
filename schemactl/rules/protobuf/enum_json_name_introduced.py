"""An enum value's new name is unknown to old readers."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import enum_json_name_dropped as twin
from schemactl.rules.protobuf._conditions import all_of, default_moved, json_names, not_

RULE = Rule(
    id="protobuf-enum-json-name-introduced",
    since="0.1",
    summary="an enum value's new name is unknown to old readers",
    why="New JSON events carry a name that old parsers refuse (ProtoJSON, enum).",
    fix="keep the old name first and the new one as its alias until all readers know it",
    message="{path} = {number}: the name {new} is unknown to old readers",
    on=changed("enum_value", "name").where(
        all_of(not_(default_moved), json_names(Outcome.OK, Outcome.REJECTS))
    ),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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

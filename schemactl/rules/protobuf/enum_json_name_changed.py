"""An enum value's name changes and neither side knows the other's."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, default_moved, json_names, not_

RULE = Rule(
    id="protobuf-enum-json-name-changed",
    since="0.1",
    summary="an enum value's name changes and neither side knows the other's",
    why="JSON carries names: a parser refuses a name that it does not know (ProtoJSON, enum).",
    fix="add the new name as an alias (allow_alias) and keep the old one first",
    message="{path} = {number}: the name {old} is not known any more",
    on=changed("enum_value", "name").where(
        all_of(not_(default_moved), json_names(Outcome.REJECTS, Outcome.REJECTS))
    ),
    effects=grid(json=Outcome.REJECTS),
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

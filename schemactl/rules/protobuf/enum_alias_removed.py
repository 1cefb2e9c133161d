"""Another name of an enum value is removed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import alias_lost

RULE = Rule(
    id="protobuf-enum-alias-removed",
    since="0.1",
    summary="another name of an enum value is removed",
    why="Code that uses that name does not compile; a JSON writer that printed it is refused.",
    fix="keep the alias, deprecated",
    message="{path} = {number}: aliases {old} → {new}",
    on=changed("enum_value", "aliases").where(alias_lost),
    effects=grid(
        wire=Outcome.OK,
        json=(Outcome.UNKNOWN, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.OK),
        dispatch=Outcome.OK,
    ),
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
  KIND_A = 1;
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
  option allow_alias = true;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_FIRST = 1 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

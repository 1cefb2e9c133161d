"""Another name of an enum value is added."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import enum_alias_removed as twin
from schemactl.rules.protobuf._conditions import alias_gained

RULE = Rule(
    id="protobuf-enum-alias-added",
    since="0.1",
    summary="another name of an enum value is added",
    why=("Old code does not have the name; a JSON writer that prints it is refused by old readers."),
    fix="nothing to do in binary topics; in JSON keep the old name first",
    message="{path} = {number}: aliases {old} → {new}",
    on=changed("enum_value", "aliases").where(alias_gained),
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
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

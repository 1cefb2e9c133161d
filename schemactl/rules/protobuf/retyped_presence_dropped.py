"""A field of another type stops telling unset from its default."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import retyped_presence_tracked as twin
from schemactl.rules.protobuf._conditions import all_of, json_default_kept, not_, presence

RULE = Rule(
    id="protobuf-retyped-presence-dropped",
    since="0.1",
    summary="a field of another type stops telling unset from its default",
    why=(
        "Old writers set the default on purpose; on the wire new readers do not see that it was set (Field "
        "presence). In JSON it has another form, which new readers refuse or take for a value."
    ),
    fix="keep `optional` while anybody tells unset from the default",
    message="{path} ({number}): {old} → {new} presence",
    on=changed("field", "presence").where(
        all_of(presence(("explicit",), ("implicit",)), not_(json_default_kept))
    ),
    effects=flip(twin.RULE.effects),
    tolerance="presence",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  optional int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  optional int32 value = 1;
  int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/field_presence/",),
)

"""A field of another type starts to tell unset from its default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, json_default_kept, not_, presence

RULE = Rule(
    id="protobuf-retyped-presence-tracked",
    since="0.1",
    summary="a field of another type starts to tell unset from its default",
    why=(
        "New writers can set the default on purpose; on the wire old readers do not see that it was set (Field "
        "presence). In JSON it has another form, which old readers refuse or take for a value."
    ),
    fix="nothing to do unless old readers must tell unset from the default",
    message="{path} ({number}): {old} → {new} presence",
    on=changed("field", "presence").where(
        all_of(presence(("implicit",), ("explicit",)), not_(json_default_kept))
    ),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES),
        source=Outcome.REJECTS,
        dispatch=Outcome.OK,
    ),
    tolerance="presence",
    bad=(
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  optional Kind value = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
  optional int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/field_presence/",),
)

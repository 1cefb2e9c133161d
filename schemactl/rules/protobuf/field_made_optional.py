"""A required field becomes optional."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import field_made_required as twin
from schemactl.rules.protobuf._conditions import presence

RULE = Rule(
    id="protobuf-field-made-optional",
    since="0.1",
    summary="a required field becomes optional",
    why=("New writers may leave it out, and old readers refuse an event that lacks what they require."),
    fix="keep writing it until the last reader that requires it is gone",
    message="{path} ({number}): required → {new}",
    on=changed("field", "presence").where(presence(("required",), ("implicit", "explicit"))),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto2";
message Event {
  required string id = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  // The order.
  required string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto2/#field-labels",),
)

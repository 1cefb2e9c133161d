"""A string, or a message, becomes bytes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import bytes_field_parsed as twin
from schemactl.rules.protobuf._conditions import all_of, not_, required, wire

RULE = Rule(
    id="protobuf-field-to-bytes",
    since="0.1",
    summary="a string, or a message, becomes bytes",
    why=(
        "New bytes need be neither UTF-8 nor a message, as the old type demands: old readers refuse "
        "the event (Updating a message type)."
    ),
    fix="write only what the old type accepts until old readers are gone, or add a new field",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(not_(required), wire(Outcome.OK, Outcome.REJECTS))),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string value = 1;
  bytes value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

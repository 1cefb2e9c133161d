"""A string, or a message, becomes bytes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import bytes_field_to_text as twin
from schemactl.rules.protobuf._conditions import all_of, not_, required, wire

RULE = Rule(
    id="protobuf-text-field-to-bytes",
    since="0.1",
    summary="a string, or a message, becomes bytes",
    why="New bytes need not be what the old type accepts: old readers refuse the event.",
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one; or write only valid UTF-8 until old readers are gone"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(not_(required), wire(Outcome.OK, Outcome.REJECTS))),
    effects=flip(twin.RULE.effects),
    bad=(
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
    ),
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

"""A message set becomes an ordinary message."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import message_set_introduced as twin

RULE = Rule(
    id="protobuf-message-set-dropped",
    since="0.1",
    summary="a message set becomes an ordinary message",
    why=(
        "Old data has its extensions as items of a group, which new readers do not know: they go to the "
        "unknown fields (descriptor.proto, message_set_wire_format)."
    ),
    fix="leave the option as it was",
    message="{path}: message_set_wire_format {old} → {new}",
    on=changed("message", "message_set").where(lambda change: change.new_value is False),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto2";
message Event {
  option message_set_wire_format = true;
  extensions 4 to max;
}
""",
        """\
syntax = "proto2";
message Event {
  option message_set_wire_format = true;
  extensions 4 to max;
}
message Other {
  option message_set_wire_format = true;
  extensions 4 to max;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

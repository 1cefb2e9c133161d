"""Bytes become a string or a message."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, not_, required, wire

RULE = Rule(
    id="protobuf-bytes-field-parsed",
    since="0.1",
    summary="bytes become a string or a message",
    why=(
        "Bytes need be neither UTF-8 nor a message: a parser refuses an event in which they are not "
        "(Updating a message type: compatible as long as the bytes are valid)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(not_(required), wire(Outcome.REJECTS, Outcome.OK))),
    effects=grid(wire=(Outcome.REJECTS, Outcome.OK)),
    bad=(
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  bytes value = 1;
  string value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""Packed truth values, or closed enum values, become a repeated message."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-packed-field-to-message",
    since="0.1",
    summary="packed truth values, or closed enum values, become a repeated message",
    why=(
        "A packed list is one run of bytes, which hardly parses as a message; a message's bytes taken "
        "for packed values are other values (Encoding, packed fields)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.REJECTS, Outcome.MISREADS)),
    effects=grid(wire=(Outcome.REJECTS, Outcome.MISREADS)),
    bad=(
        """\
syntax = "proto3";
message Event {
  repeated bool values = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated Value values = 1;
}
message Value {
  int64 units = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  repeated bool values = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated bool values = 1;
  repeated Value values_v2 = 2;
}
message Value {
  int64 units = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

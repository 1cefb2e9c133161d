"""A repeated message becomes packed truth values, or closed enum values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import packed_field_to_message as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-message-field-to-packed",
    since="0.1",
    summary="a repeated message becomes packed truth values, or closed enum values",
    why=(
        "A message's bytes are taken for packed values; a packed list is one run of bytes, which "
        "hardly parses as a message (Encoding, packed fields)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.MISREADS, Outcome.REJECTS)),
    effects=flip(twin.RULE.effects),
    bad=(
        """\
syntax = "proto3";
message Event {
  repeated Value values = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated bool values = 1;
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
  repeated Value values = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated Value values = 1;
  repeated bool values_v2 = 2;
}
message Value {
  int64 units = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

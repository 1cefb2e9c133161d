"""A field gets a type with the same encoding, which is another one in generated code."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, code_differs, wire

RULE = Rule(
    id="protobuf-field-type-equivalent",
    since="0.1",
    summary="a field gets a type with the same encoding, which is another one in generated code",
    why=(
        "Bytes are read as before (Updating a message type). Code that uses the field's old type does not "
        "compile or does not type-check."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(code_differs, wire(Outcome.OK, Outcome.OK))),
    effects=grid(wire=Outcome.OK, source=Outcome.REJECTS),
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
  Kind value = 1;
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
  int64 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

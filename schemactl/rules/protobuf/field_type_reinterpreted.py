"""A field's type gives the same bytes another meaning."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-reinterpreted",
    since="0.1",
    summary="a field's type gives the same bytes another meaning",
    why=(
        "Both types share a wire type, so the value is read, as another one: signed as unsigned, "
        "zig-zag as plain, a float's bits as an integer, a message's bytes as text."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.MISREADS, Outcome.MISREADS)),
    effects=grid(wire=Outcome.MISREADS),
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
  sint32 value = 1;
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
  sint32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

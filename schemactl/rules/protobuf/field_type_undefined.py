"""A field's type changes where the outcome depends on a message's own fields."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-undefined",
    since="0.1",
    summary="a field's type changes where the outcome depends on a message's own fields",
    why=(
        "A map is a repeated message with a key (1) and a value (2), and packed numbers are one run "
        "of bytes: what another message makes of them depends on its fields (Encoding, maps and "
        "packed fields)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.UNKNOWN, Outcome.UNKNOWN)),
    effects=grid(wire=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
message Event {
  map<string, int32> counts = 1;
}
message Count {
  string key = 1;
  string value = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  repeated Count counts = 1;
}
message Count {
  string key = 1;
  string value = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  map<string, int32> counts = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  map<string, int32> counts = 1;
  map<string, string> labels = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

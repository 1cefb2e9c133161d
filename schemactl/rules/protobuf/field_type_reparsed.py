"""Text becomes a message, or a message becomes text."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, not_, required, wire

RULE = Rule(
    id="protobuf-field-type-reparsed",
    since="0.1",
    summary="text becomes a message, or a message becomes text",
    why=(
        "Both are length-delimited, so each side parses the other's bytes: text is not a message, and "
        "a message's bytes are rarely text."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(all_of(not_(required), wire(Outcome.REJECTS, Outcome.REJECTS))),
    effects=grid(wire=Outcome.REJECTS),
    bad=(
        """\
syntax = "proto3";
message Event {
  string value = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Value value = 1;
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
  string value = 1;
}
message Value {
  int64 units = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string value = 1;
  Value value_v2 = 2;
}
message Value {
  int64 units = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

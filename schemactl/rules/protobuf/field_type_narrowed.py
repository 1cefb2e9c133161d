"""A number's type becomes narrower."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-narrowed",
    since="0.1",
    summary="a number's type becomes narrower",
    why=(
        "Old values that do not fit are cut to the bits that are left, silently (Updating a message "
        "type: as if cast)."
    ),
    fix=(
        "keep the field as it is, add a new one beside it, and deprecate the old one when all readers "
        "use the new one; or tolerate `narrowing` where all values are known to fit"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.MISREADS, Outcome.OK)),
    effects=grid(wire=(Outcome.MISREADS, Outcome.OK)),
    tolerance="narrowing",
    bad=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int32 value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int64 value = 1;
  int32 value_v2 = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

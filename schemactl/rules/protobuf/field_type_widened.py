"""A number's type becomes wider."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import field_type_narrowed as twin
from schemactl.rules.protobuf._conditions import wire

RULE = Rule(
    id="protobuf-field-type-widened",
    since="0.1",
    summary="a number's type becomes wider",
    why=(
        "New values that do not fit the old type are cut by old readers, silently (Updating a message "
        "type: as if cast)."
    ),
    fix=(
        "upgrade all readers before any writer sends large values; or tolerate `narrowing` where all "
        "values are known to fit"
    ),
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type").where(wire(Outcome.OK, Outcome.MISREADS)),
    effects=flip(twin.RULE.effects),
    tolerance="narrowing",
    bad=twin.RULE.bad[::-1],
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

"""A closed enum becomes open."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import enum_closed as twin
from schemactl.rules.protobuf._conditions import all_of, became_closed, not_, of_required

RULE = Rule(
    id="protobuf-enum-opened",
    since="0.1",
    summary="a closed enum becomes open",
    why=(
        "New data may carry numbers that the enum does not name: old readers drop them to the unknown "
        "fields (Enum behavior)."
    ),
    fix="write only named numbers until old readers are gone",
    message="{path}: closed → open",
    on=changed("enum", "closed").where(all_of(not_(became_closed), not_(of_required))),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
edition = "2023";
message Event {
  Kind kind = 1;
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
edition = "2023";
message Event {
  Kind kind = 1;
}
enum Kind {
  option features.enum_type = CLOSED;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

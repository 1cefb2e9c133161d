"""An enum's number that an earlier version gave up is used for another value."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, reused
from schemactl.rules.protobuf._conditions import name_kept, not_

RULE = Rule(
    id="protobuf-enum-number-reused",
    since="0.1",
    summary="an enum's number that an earlier version gave up is used for another value",
    why=(
        "On the wire an enum value is its number. Data from before the removal still says the old value with it, "
        "and readers take that for the new one (Enumerations, Reserved Values)."
    ),
    fix="take a number that was never used, and reserve the old one and its name",
    message="{path} = {number}: the number was {old}, {lapsed} gave it up, now it is used again",
    on=reused("enum_value").where(not_(name_kept)),
    effects=grid(wire=Outcome.MISREADS, dispatch=Outcome.MISREADS),
    bad=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_FAX = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_CHAT = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_FAX = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  reserved 1;
  reserved "KIND_FAX";
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_CHAT = 2;
  reserved 1;
  reserved "KIND_FAX";
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#reserved",),
)

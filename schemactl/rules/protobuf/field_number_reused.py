"""A field's number that an earlier version gave up is used for another field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, reused
from schemactl.rules.protobuf._conditions import not_, variant

RULE = Rule(
    id="protobuf-field-number-reused",
    since="0.1",
    summary="a field's number that an earlier version gave up is used for another field",
    why=(
        "On the wire a field is its number. Two versions that follow each other agree, but the topic still holds "
        "data of the version before the removal: there the number means the other field, and readers of either "
        "version take one for the other without noticing (Deleting Fields)."
    ),
    fix="take a number that was never used, and reserve the old one and its name",
    message="{path} ({number}): the number was {old}, {lapsed} gave it up, now it is used again",
    on=reused("field").where(not_(variant)),
    effects=grid(wire=Outcome.MISREADS),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 quantity = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 priority = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  int32 quantity = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  reserved 2;
  reserved "quantity";
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  reserved 2;
  reserved "quantity";
  int32 priority = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#deleting",),
)

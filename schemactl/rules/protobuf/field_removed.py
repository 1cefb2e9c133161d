"""A field is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import field_added as twin
from schemactl.rules.protobuf._conditions import plain

RULE = Rule(
    id="protobuf-field-removed",
    since="0.1",
    summary="a field is removed",
    why=(
        "New readers do not know the number any more: what old data says there is kept as an unknown "
        "field and not shown. Code that uses the field does not compile."
    ),
    fix=(
        "deprecate the field and stop writing it first; when nobody reads it, delete it and reserve "
        "its number and name"
    ),
    message="{path} ({number}) is removed",
    on=removed("field").where(plain),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  reserved 2;
  reserved "note";
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2 [deprecated = true];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

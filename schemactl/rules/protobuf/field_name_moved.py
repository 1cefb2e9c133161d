"""A field's name moves to another number."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, lost, moved, not_

RULE = Rule(
    id="protobuf-field-name-moved",
    since="0.1",
    summary="a field's name moves to another number",
    why=(
        "The bytes of one field are taken for the other: what was written as one name is read under "
        "the name that now has its number. Nothing fails."
    ),
    fix="keep each name with its number; to swap roles, add two new fields",
    message="{path} ({number}): was {old}",
    on=changed("field", "name").where(all_of(moved, not_(lost))),
    effects=grid(wire=Outcome.MISREADS, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string first = 1;
  string last = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string last = 1;
  string first = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string first = 1;
  string last = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string first = 1;
  string last = 2;
  string middle = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/encoding/",),
)

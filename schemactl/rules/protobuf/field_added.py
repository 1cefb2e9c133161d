"""A field is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import plain

RULE = Rule(
    id="protobuf-field-added",
    since="0.1",
    summary="a field is added",
    why=("Old readers do not know the number: they keep the bytes as an unknown field and show nothing."),
    fix="nothing to do: what old readers do not need they do not miss",
    message="{path} ({number}) is added",
    on=added("field").where(plain),
    effects=grid(wire=(Outcome.OK, Outcome.LOSES), source=(Outcome.OK, Outcome.REJECTS), dispatch=Outcome.OK),
    tolerance="unread",
    bad=(
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
  string note = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  // The order's id.
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A message that others refer to, or that is nested, is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable

RULE = Rule(
    id="protobuf-message-added",
    since="0.1",
    summary="a message that others refer to, or that is nested, is added",
    why="Old generated code does not have it; the fields of its type are judged on their own.",
    fix="nothing to do",
    message="{path} is added",
    on=added("message").where(all_of(not_(event), not_(packable))),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=(Outcome.OK, Outcome.REJECTS), dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 2;
}
message Use {
  Part part = 1;
}
message Part {
  string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 2;
}
// Parts come later.
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

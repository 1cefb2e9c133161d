"""A service is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added

RULE = Rule(
    id="protobuf-service-added",
    since="0.1",
    summary="a service is added",
    why="Old generated code does not have it; events do not go through it.",
    fix="nothing to do",
    message="{path} is added",
    on=added("service"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=(Outcome.OK, Outcome.REJECTS), dispatch=Outcome.OK),
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
}
service Orders {
  rpc Get(Event) returns (Event);
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
  string id = 1;
}
// Services come later.
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

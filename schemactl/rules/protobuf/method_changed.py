"""A method's types or streaming change."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-method-changed",
    since="0.1",
    summary="a method's types or streaming change",
    why="Code that calls or serves it does not compile; events do not go through it.",
    fix="add a new method",
    message="{path}: {old} → {new}",
    on=changed("method", "input", "output", "client_streaming", "server_streaming"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
service Orders {
  rpc Get(Event) returns (Event);
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
service Orders {
  rpc Get(Event) returns (stream Event);
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
service Orders {
  rpc Get(Event) returns (Event);
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
service Orders {
  rpc Get(Event) returns (Event);
  rpc Put(Event) returns (Event);
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

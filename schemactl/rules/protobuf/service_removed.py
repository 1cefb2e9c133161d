"""A service is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import service_added as twin

RULE = Rule(
    id="protobuf-service-removed",
    since="0.1",
    summary="a service is removed",
    why="Code that uses it does not compile; events do not go through it.",
    fix="remove it when nobody calls it",
    message="{path} is removed",
    on=removed("service"),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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
  option deprecated = true;
  rpc Get(Event) returns (Event);
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

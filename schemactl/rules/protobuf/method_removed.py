"""A method is removed from a service."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import method_added as twin

RULE = Rule(
    id="protobuf-method-removed",
    since="0.1",
    summary="a method is removed from a service",
    why="Code that calls it does not compile; events do not go through it.",
    fix="remove it when nobody calls it",
    message="{path} is removed",
    on=removed("method"),
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
  rpc Get(Event) returns (Event);
  rpc Put(Event) returns (Event);
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

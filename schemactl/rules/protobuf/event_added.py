"""A message that no other refers to is added: a type of event, as far as the schemas tell."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import event

RULE = Rule(
    id="protobuf-event-added",
    since="0.1",
    summary=("a message that no other refers to is added: a type of event, as far as the schemas tell"),
    why=(
        "Readers that meet the new type on a topic do not know it. A topic that carries only known "
        "types is not affected."
    ),
    fix="upgrade the readers of its topic first, with a handler for it",
    message="{path} is added",
    on=added("message").where(event),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="new-type",
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
message Other {
  string id = 1;
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
// Events to come.
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A type of event is renamed or moved."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import event

RULE = Rule(
    id="protobuf-event-name-changed",
    since="0.1",
    summary="a type of event is renamed or moved",
    why=(
        "Its bytes are the same; a consumer, subject or router that goes by the type's full name does "
        "not find it (Any, topic-record subjects)."
    ),
    fix="keep the full name of a type that is a topic's event",
    message="{path}: was {old_path}",
    on=changed("message", "name").where(event),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Happening {
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
message Other {
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

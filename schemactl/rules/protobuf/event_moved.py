"""A type of event moves to another package."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable, same_short_name

RULE = Rule(
    id="protobuf-event-moved",
    since="0.1",
    summary="a type of event moves to another package",
    why=(
        "Its bytes are the same; a consumer, subject or router that goes by the type's full name does "
        "not find it (topic-record subjects)."
    ),
    fix="keep the full name of a type that is a topic's event",
    message="{path}: was {old_path}",
    on=changed("message", "name").where(all_of(event, same_short_name, not_(packable))),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.UNKNOWN),
    bad=(
        """\
syntax = "proto3";
package a;
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
package b;
message Event {
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

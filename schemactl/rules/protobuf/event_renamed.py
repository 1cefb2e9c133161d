"""A type of event is renamed, or replaced by one of the same shape."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, event, not_, same_short_name

RULE = Rule(
    id="protobuf-event-renamed",
    since="0.1",
    summary="a type of event is renamed, or replaced by one of the same shape",
    why=(
        "The schemas alone cannot tell whether this is the same event under a new name or another one "
        "in its place, nor whether readers go by its name."
    ),
    fix="keep the name; if it is the same event and no reader goes by its name, waive this",
    message="{path}: was {old_path}",
    on=changed("message", "name").where(all_of(event, not_(same_short_name))),
    effects=grid(
        wire=Outcome.UNKNOWN, json=Outcome.UNKNOWN, source=Outcome.REJECTS, dispatch=Outcome.UNKNOWN
    ),
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

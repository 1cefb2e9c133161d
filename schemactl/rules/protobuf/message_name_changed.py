"""A message that others refer to is renamed or moved."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable

RULE = Rule(
    id="protobuf-message-name-changed",
    since="0.1",
    summary="a message that others refer to is renamed or moved",
    why="Bytes and JSON do not carry its name; code that uses the old name does not compile.",
    fix="change the code with it",
    message="{path}: was {old_path}",
    on=changed("message", "name").where(all_of(not_(event), not_(packable))),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  Part part = 1;
}
message Part {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Piece part = 1;
}
message Piece {
  string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  Part part = 1;
}
message Part {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Part part = 1;
}
message Part {
  string id = 1;
}
message Piece {
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

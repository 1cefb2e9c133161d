"""A message that an Any may hold is renamed or moved."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import all_of, either, event, not_, packable, same_short_name

RULE = Rule(
    id="protobuf-packable-message-renamed",
    since="0.1",
    summary="a message that an Any may hold is renamed or moved",
    why=(
        "An Any carries the full name of what it holds. A reader that knows the message under another name does not "
        "unpack it, and a JSON parser refuses the event (google/protobuf/any.proto). The schemas do not tell what is "
        "packed: this is so for each event in which this message is."
    ),
    fix="keep the full name; if no Any holds this message, tolerate `packed` or waive this",
    message="{path}: was {old_path}",
    on=changed("message", "name").where(all_of(packable, either(not_(event), same_short_name))),
    effects=grid(wire=Outcome.LOSES, json=Outcome.REJECTS, source=Outcome.REJECTS, dispatch=Outcome.UNKNOWN),
    tolerance="packed",
    bad=(
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
  Part part = 2;
}
message Part {
  string note = 1;
}
""",
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
  Piece part = 2;
}
message Piece {
  string note = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
  Part part = 2;
}
message Part {
  string note = 1;
}
""",
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
  Part part = 2;
}
message Part {
  string note = 1;
}
message Piece {
  string note = 1;
}
""",
    ),
    refs=(
        "https://protobuf.dev/programming-guides/proto3/#any",
        "https://protobuf.dev/programming-guides/json/",
    ),
)

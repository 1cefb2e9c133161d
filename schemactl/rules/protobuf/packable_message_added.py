"""A message that an Any may hold is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable

RULE = Rule(
    id="protobuf-packable-message-added",
    since="0.1",
    summary="a message that an Any may hold is added",
    why=(
        "Old readers do not know the message: where an Any holds it, they do not unpack it, and a JSON parser refuses "
        "the event (google/protobuf/any.proto). The schemas do not tell what is packed: this is so for each event in "
        "which this message is."
    ),
    fix="pack it when all readers have the new schema",
    message="{path} is added",
    on=added("message").where(all_of(not_(event), packable)),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNKNOWN),
    ),
    tolerance="unread",
    bad=(
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
}
""",
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
}
message Use {
  Part part = 1;
}
message Part {
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
}
""",
        """\
syntax = "proto3";
import "google/protobuf/any.proto";
message Event {
  google.protobuf.Any detail = 1;
}
// Parts come later.
""",
    ),
    refs=(
        "https://protobuf.dev/programming-guides/proto3/#any",
        "https://protobuf.dev/programming-guides/json/",
    ),
)

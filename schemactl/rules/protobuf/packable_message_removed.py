"""A message that an Any may hold is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.protobuf import packable_message_added as twin
from schemactl.rules.protobuf._conditions import all_of, event, not_, packable

RULE = Rule(
    id="protobuf-packable-message-removed",
    since="0.1",
    summary="a message that an Any may hold is removed",
    why=(
        "New readers do not know the message: where an Any holds it, they do not unpack it, and a JSON parser refuses "
        "the event (google/protobuf/any.proto). The schemas do not tell what is packed: this is so for each event in "
        "which this message is."
    ),
    fix=(
        "keep the message (deprecated) as long as data of it can be read; if no Any holds it, tolerate `packed` or "
        "waive this"
    ),
    message="{path} is removed",
    on=removed("message").where(all_of(not_(event), packable)),
    effects=flip(twin.RULE.effects),
    tolerance="packed",
    bad=twin.RULE.bad[::-1],
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
  option deprecated = true;
  string note = 1;
}
""",
    ),
    refs=twin.RULE.refs,
)

"""A message becomes a message set."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-message-set-introduced",
    since="0.1",
    summary="a message becomes a message set",
    why=(
        "Extensions are written as items of a group, which old readers do not know: they go to the unknown "
        "fields. A reader of message sets takes plain extensions as well, as upb, Java and C++ do "
        "(descriptor.proto, message_set_wire_format)."
    ),
    fix="leave the option as it was",
    message="{path}: message_set_wire_format {old} → {new}",
    on=changed("message", "message_set").where(lambda change: change.new_value is True),
    effects=grid(wire=(Outcome.OK, Outcome.LOSES), json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  extensions 4 to max;
}
message Part {
  extend Event {
    optional Part part = 100;
  }
  optional int32 value = 1;
}
""",
        """\
syntax = "proto2";
message Event {
  option message_set_wire_format = true;
  extensions 4 to max;
}
message Part {
  extend Event {
    optional Part part = 100;
  }
  optional int32 value = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  extensions 4 to max;
}
""",
        """\
syntax = "proto2";
message Event {
  extensions 4 to max;
}
message Other {
  option message_set_wire_format = true;
  extensions 4 to max;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

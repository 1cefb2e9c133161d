"""Message_set_wire_format changes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-message-set-changed",
    since="0.1",
    summary="message_set_wire_format changes",
    why=("The encoding of the message's extensions changes altogether; no codec here can show it."),
    fix="leave the option as it was",
    message="{path}: message_set_wire_format {old} → {new}",
    on=changed("message", "message_set"),
    effects=grid(wire=Outcome.UNKNOWN, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  extensions 4 to max;
}
""",
        """\
syntax = "proto2";
message Event {
  option message_set_wire_format = true;
  extensions 4 to max;
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

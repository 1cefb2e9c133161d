"""A field's default changes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import default_differs

RULE = Rule(
    id="protobuf-default-changed",
    since="0.1",
    summary="a field's default changes",
    why=(
        "Absent data reads as one value to its writer and as another to its reader (proto2 Language "
        "Guide, default values)."
    ),
    fix="leave the default; to change it, write the value",
    message="{path} ({number}): default {old} → {new}",
    on=changed("field", "default").where(default_differs),
    effects=grid(wire=Outcome.MISREADS, json=Outcome.MISREADS, source=Outcome.OK, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto2";
message Event {
  optional int32 retries = 1 [default = 3];
}
""",
        """\
syntax = "proto2";
message Event {
  optional int32 retries = 1 [default = 5];
}
""",
    ),
    good=(
        """\
syntax = "proto2";
message Event {
  optional int32 retries = 1 [default = 3];
}
""",
        """\
syntax = "proto2";
message Event {
  // How often.
  optional int32 retries = 1 [default = 3];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto2/#optional",),
)

"""An option that shapes a field's generated code changes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-field-code-option-changed",
    since="0.1",
    summary="an option that shapes a field's generated code changes",
    why="The field has another type in some language's generated code (jstype, ctype).",
    fix="leave the option as it was",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "codegen"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  int64 id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int64 id = 1 [jstype = JS_STRING];
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  int64 id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  int64 id = 1;
  int64 other = 2 [jstype = JS_STRING];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

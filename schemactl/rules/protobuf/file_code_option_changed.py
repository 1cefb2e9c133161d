"""An option that shapes a file's generated code changes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="protobuf-file-code-option-changed",
    since="0.1",
    summary="an option that shapes a file's generated code changes",
    why=(
        "Generated code moves to another package or class (java_package, go_package …): code that "
        "imports it does not compile."
    ),
    fix="leave the option as it was",
    message="{path}: {old} → {new}",
    on=changed("file", "codegen"),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
option java_package = "a";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
option java_package = "b";
message Event {
  string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
option java_package = "a";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
option java_package = "a";
// Ours.
message Event {
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#options",),
)

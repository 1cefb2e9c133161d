"""Another name has the number that absent fields read as."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import default_moved

RULE = Rule(
    id="protobuf-enum-default-moved",
    since="0.1",
    summary="another name has the number that absent fields read as",
    why=(
        "JSON leaves out a field that has its default: absent, it reads as another value to its "
        "reader than to its writer (ProtoJSON, enum; field presence)."
    ),
    fix="keep the value that stands for nothing at its number",
    message="{path} = {number}: absent fields read as it, and as {old} before",
    on=changed("enum_value", "name").where(default_moved),
    effects=grid(json=Outcome.MISREADS),
    bad=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_A = 0;
  KIND_UNKNOWN = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  Kind kind = 1;
}
enum Kind {
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_B = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

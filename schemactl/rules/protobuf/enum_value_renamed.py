"""An enum value is renamed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import moved, not_

RULE = Rule(
    id="protobuf-enum-value-renamed",
    since="0.1",
    summary="an enum value is renamed",
    why=("Binary readers see the number alone. Code that names the old constant does not compile."),
    fix=("rename freely in binary topics, together with the code; or add the new name as an alias"),
    message="{path} = {number}: renamed from {old}",
    on=changed("enum_value", "name").where(not_(moved)),
    effects=grid(wire=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
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
  KIND_UNKNOWN = 0;
  KIND_FIRST = 1;
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
  option allow_alias = true;
  KIND_UNKNOWN = 0;
  KIND_A = 1;
  KIND_FIRST = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/enum/",),
)

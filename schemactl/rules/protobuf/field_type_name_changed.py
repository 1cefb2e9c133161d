"""A field refers to a type of another name."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import not_, well_known

RULE = Rule(
    id="protobuf-field-type-name-changed",
    since="0.1",
    summary="a field refers to a type of another name",
    why=(
        "The bytes are judged where the two types differ; generated code has another class, so code "
        "that names the old one does not compile."
    ),
    fix="rename the type everywhere in one step, or add a field of the new type",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type_name").where(not_(well_known)),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
message Event {
  A value = 1;
}
message A {
  string id = 1;
}
message B {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  B value = 1;
}
message A {
  string id = 1;
}
message B {
  string id = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  A value = 1;
}
message A {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  A value = 1;
  A other = 2;
}
message A {
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

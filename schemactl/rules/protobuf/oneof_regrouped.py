"""A oneof is renamed, or formed or dissolved around one field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import regrouped

RULE = Rule(
    id="protobuf-oneof-regrouped",
    since="0.1",
    summary="a oneof is renamed, or formed or dissolved around one field",
    why=(
        "No two fields that could be set together come to exclude each other, so no data is lost; "
        "generated code changes."
    ),
    fix="change the code with it",
    message="{path} ({number}): oneof {old} → {new}",
    on=changed("field", "oneof").where(regrouped(Outcome.OK, Outcome.OK)),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.REJECTS),
    bad=(
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
  }
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
  oneof means {
    string iban = 2;
  }
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

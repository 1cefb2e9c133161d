"""A variant leaves its oneof and becomes a field."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import variant_moved_in as twin
from schemactl.rules.protobuf._conditions import arms

RULE = Rule(
    id="protobuf-variant-moved-out",
    since="0.1",
    summary="a variant leaves its oneof and becomes a field",
    why=("New handlers of that oneof see old events of this variant as not set, and have no arm for them."),
    fix="keep the variant as long as events of it can be read",
    message="{path} ({number}): no longer a variant of {old}",
    on=changed("field", "oneof").where(arms(Outcome.UNHANDLED, Outcome.OK)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
    string iban = 2;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
    string iban = 2;
  }
  string token = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

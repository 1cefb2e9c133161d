"""A field leaves others in their oneof."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf import oneof_merged as twin
from schemactl.rules.protobuf._conditions import regrouped

RULE = Rule(
    id="protobuf-oneof-separated",
    since="0.1",
    summary="a field leaves others in their oneof",
    why=(
        "New writers may set several of them; old readers' oneof keeps the last that is on the wire "
        "and drops the others (Updating a message type, oneofs)."
    ),
    fix="keep the oneof and add a new field",
    message="{path} ({number}): moves out of the oneof {old}",
    on=changed("field", "oneof").where(regrouped(Outcome.OK, Outcome.LOSES)),
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

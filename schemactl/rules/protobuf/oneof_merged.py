"""A field joins others in a oneof."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import regrouped

RULE = Rule(
    id="protobuf-oneof-merged",
    since="0.1",
    summary="a field joins others in a oneof",
    why=(
        "Old data may set several of them; a oneof keeps the last that is on the wire and drops the "
        "others (Updating a message type, oneofs)."
    ),
    fix="move one field alone into a new oneof, or add a new variant",
    message="{path} ({number}): moves into the oneof {new}",
    on=changed("field", "oneof").where(regrouped(Outcome.LOSES, Outcome.OK)),
    effects=grid(
        wire=(Outcome.LOSES, Outcome.OK), json=(Outcome.REJECTS, Outcome.OK), source=Outcome.REJECTS
    ),
    bad=(
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
  optional string iban = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
    string iban = 2;
  }
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
  optional string iban = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  optional string card = 1;
  optional string iban = 2;
  oneof means {
    string token = 3;
  }
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

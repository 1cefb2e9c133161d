"""A field moves from one oneof to another."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import regrouped

RULE = Rule(
    id="protobuf-oneof-switched",
    since="0.1",
    summary="a field moves from one oneof to another",
    why=(
        "Each side's oneof keeps the last of what the other side may set together (Updating a message "
        "type, oneofs)."
    ),
    fix="add a new variant to the other oneof",
    message="{path} ({number}): moves from the oneof {old} to {new}",
    on=changed("field", "oneof").where(regrouped(Outcome.LOSES, Outcome.LOSES)),
    effects=grid(wire=Outcome.LOSES, json=Outcome.REJECTS, source=Outcome.REJECTS),
    bad=(
        """\
syntax = "proto3";
message Event {
  oneof a {
    string x = 1;
    string y = 2;
  }
  oneof b {
    string z = 3;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof a {
    string x = 1;
  }
  oneof b {
    string y = 2;
    string z = 3;
  }
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  oneof a {
    string x = 1;
    string y = 2;
  }
  oneof b {
    string z = 3;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof a {
    string x = 1;
    string y = 2;
  }
  oneof b {
    string z = 3;
    string w = 4;
  }
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A variant moves to another oneof that exists."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import arms

RULE = Rule(
    id="protobuf-variant-switched",
    since="0.1",
    summary="a variant moves to another oneof that exists",
    why="Each side's handlers of the oneof that they know see the other's events as not set.",
    fix="add a new variant to the other oneof",
    message="{path} ({number}): a variant of {new} instead of {old}",
    on=changed("field", "oneof").where(arms(Outcome.UNHANDLED, Outcome.UNHANDLED)),
    effects=grid(dispatch=Outcome.UNHANDLED),
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

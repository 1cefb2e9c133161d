"""A field becomes a variant of a oneof that exists."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import arms

RULE = Rule(
    id="protobuf-variant-moved-in",
    since="0.1",
    summary="a field becomes a variant of a oneof that exists",
    why="Old handlers of that oneof see it as not set, and have no arm for the event.",
    fix="upgrade all readers first, with an arm for it",
    message="{path} ({number}): a new variant of {new}",
    on=changed("field", "oneof").where(arms(Outcome.OK, Outcome.UNHANDLED)),
    effects=grid(dispatch=(Outcome.OK, Outcome.UNHANDLED)),
    bad=(
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
  }
  string iban = 2;
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
  oneof means {
    string card = 1;
  }
  string iban = 2;
}
""",
        """\
syntax = "proto3";
message Event {
  oneof means {
    string card = 1;
  }
  string iban = 2;
  string token = 3;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

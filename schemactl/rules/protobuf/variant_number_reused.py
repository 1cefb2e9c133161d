"""A number that an earlier version gave up is used for another variant of a oneof."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, reused
from schemactl.rules.protobuf._conditions import variant

RULE = Rule(
    id="protobuf-variant-number-reused",
    since="0.1",
    summary="a number that an earlier version gave up is used for another variant of a oneof",
    why=(
        "On the wire a variant is its number. Data from before the removal still says the old variant with it: "
        "new handlers take that for the new one, and act on something that did not happen (Deleting Fields)."
    ),
    fix="take a number that was never used, and reserve the old one and its name",
    message="{path} ({number}): the number was {old}, {lapsed} gave it up, now it is used again",
    on=reused("field").where(variant),
    effects=grid(wire=Outcome.MISREADS, dispatch=Outcome.MISREADS),
    bad=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string cancelled = 11;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 11;
  }
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string cancelled = 11;
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
  reserved 11;
  reserved "cancelled";
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
    string shipped = 12;
  }
  reserved 11;
  reserved "cancelled";
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#deleting",),
)

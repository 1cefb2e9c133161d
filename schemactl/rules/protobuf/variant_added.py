"""A variant is added to a oneof."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import variant

RULE = Rule(
    id="protobuf-variant-added",
    since="0.1",
    summary="a variant is added to a oneof",
    why=(
        "Old readers see the oneof as not set, with the payload among the unknown fields: an event "
        "type that none of their handlers takes."
    ),
    fix=("upgrade all readers first; then writers may use it, and give every dispatcher an arm for it"),
    message="{path} ({number}) is a new variant",
    on=added("field").where(variant),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="unread",
    bad=(
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
  }
}
""",
        """\
syntax = "proto3";
message Event {
  oneof payload {
    string created = 10;
  }
  string note = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/proto3/#updating",),
)

"""A field refers to another type, and one of the two has a JSON form of its own."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import well_known

RULE = Rule(
    id="protobuf-well-known-type-changed",
    since="0.1",
    summary="a field refers to another type, and one of the two is well-known",
    why=(
        "The bytes are judged where the two types differ; in JSON a well-known type is text, a number or a bare "
        "value, so what a parser makes of the other's form depends on both (ProtoJSON, well-known types)."
    ),
    fix="add a field of the new type, and write both until all readers know it",
    message="{path} ({number}): {old} → {new}",
    on=changed("field", "type_name").where(well_known),
    effects=grid(wire=Outcome.OK, json=Outcome.UNKNOWN, source=Outcome.REJECTS, dispatch=Outcome.OK),
    bad=(
        """\
syntax = "proto3";
import "google/protobuf/duration.proto";
message Event {
  google.protobuf.Duration age = 1;
}
""",
        """\
syntax = "proto3";
import "google/protobuf/timestamp.proto";
message Event {
  google.protobuf.Timestamp age = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
import "google/protobuf/duration.proto";
message Event {
  google.protobuf.Duration age = 1;
}
""",
        """\
syntax = "proto3";
import "google/protobuf/duration.proto";
import "google/protobuf/timestamp.proto";
message Event {
  google.protobuf.Duration age = 1;
  google.protobuf.Timestamp born = 2;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

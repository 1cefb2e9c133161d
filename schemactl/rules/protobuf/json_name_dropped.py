"""A JSON name is no longer accepted."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json_names

RULE = Rule(
    id="protobuf-json-name-dropped",
    since="0.1",
    summary="a JSON name is no longer accepted",
    why=(
        "Old events carry a key that new parsers do not know; what new writers print is still "
        "accepted by old parsers, since a parser takes a field's JSON name and its proto name."
    ),
    fix='keep [json_name = "…"] as it was',
    message="{path} ({number}): its old JSON key is not accepted any more",
    on=changed("field", "name", "json_name").where(json_names(Outcome.REJECTS, Outcome.OK)),
    effects=grid(json=(Outcome.REJECTS, Outcome.OK)),
    bad=(
        """\
syntax = "proto3";
message Event {
  string customer = 1 [json_name = "buyer"];
}
""",
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string customer = 1 [json_name = "buyer"];
}
""",
        """\
syntax = "proto3";
message Event {
  // Renamed.
  string customer = 1 [json_name = "buyer"];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

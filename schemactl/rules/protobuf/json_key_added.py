"""A field is added whose JSON key old readers do not know."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.protobuf._conditions import all_of, json_names, not_, required

RULE = Rule(
    id="protobuf-json-key-added",
    since="0.1",
    summary="a field is added whose JSON key old readers do not know",
    why=(
        "A strict parser refuses an unknown key; one that ignores unknown fields drops the value "
        "(ProtoJSON, JSON parsers)."
    ),
    fix="let old readers ignore unknown fields, or upgrade them first",
    message="{path} ({number}): its JSON key is unknown to old readers",
    on=added("field").where(all_of(not_(required), json_names(Outcome.OK, Outcome.REJECTS))),
    effects=grid(json=(Outcome.OK, Outcome.REJECTS)),
    bad=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string id = 1;
  string note = 2;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string id = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  // The order's id.
  string id = 1;
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

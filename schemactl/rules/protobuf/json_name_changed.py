"""A field's JSON name changes and neither side knows the other's."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.protobuf._conditions import json_names

RULE = Rule(
    id="protobuf-json-name-changed",
    since="0.1",
    summary="a field's JSON name changes and neither side knows the other's",
    why=(
        "JSON carries names: a strict parser refuses the key that it does not know, a lenient one "
        "drops the value (ProtoJSON, field names as JSON keys)."
    ),
    fix='set [json_name = "…"] to the old name, or keep the name',
    message="{path} ({number}): its JSON key changes",
    on=changed("field", "name", "json_name").where(json_names(Outcome.REJECTS, Outcome.REJECTS)),
    effects=grid(json=Outcome.REJECTS),
    bad=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string buyer = 1;
}
""",
    ),
    good=(
        """\
syntax = "proto3";
message Event {
  string customer = 1;
}
""",
        """\
syntax = "proto3";
message Event {
  string buyer = 1 [json_name = "customer"];
}
""",
    ),
    refs=("https://protobuf.dev/programming-guides/json/",),
)

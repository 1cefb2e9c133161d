"""A property is declared of which the schema said nothing, though data may have had it."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.jsonschema._conditions import both, into_open, narrowed

RULE = Rule(
    id="jsonschema-property-added-to-open-model",
    since="0.1",
    summary="a property is declared of which the schema said nothing, though data may have had it",
    why=(
        "The old schema allows properties that it does not declare: old data may have this one "
        "with a value of another type, and new readers refuse that (Core, properties). Where "
        "writers write nothing but what is declared, this does not happen; that is what "
        "tolerating it means."
    ),
    fix="take a name that no data has; or close the schema before the first event is written",
    message="{path}: property added: {new}",
    on=added("schema").where(both(into_open, narrowed)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    tolerance="undeclared",
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "note": true
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.1",),
)

"""A property is added to a schema that allows none but those declared."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.jsonschema._conditions import both, into_closed, widened

RULE = Rule(
    id="jsonschema-property-added-to-closed-model",
    since="0.1",
    summary="a property is added to a schema that allows none but those declared",
    why="Old readers refuse each property that they do not know (Core, additionalProperties).",
    fix=("roll out the readers first; or leave schemas open, so that old readers pass over what is new"),
    message="{path}: property added: {new}",
    on=added("schema").where(both(into_closed, widened)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",),
)

"""A property is removed from a schema that allows none but those declared."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, removed
from schemactl.rules.jsonschema._conditions import both, into_closed, narrowed

RULE = Rule(
    id="jsonschema-property-removed-from-closed-model",
    since="0.1",
    summary="a property is removed from a schema that allows none but those declared",
    why=(
        "Old data may have the property: new readers refuse each that they do not know (Core, "
        "additionalProperties)."
    ),
    fix="keep it declared until no data has it; mark it as deprecated in its description",
    message="{path}: property removed: {old}",
    on=removed("schema").where(both(into_closed, narrowed)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",),
)

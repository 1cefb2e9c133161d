"""A property is no longer required."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import REQUIRED, widened

RULE = Rule(
    id="jsonschema-property-optional",
    since="0.1",
    summary="a property is no longer required",
    why="Old readers refuse new data without the property (Validation, required).",
    fix="roll out the readers first; leave the property out when all of them have the new schema",
    message="{path}: required {old} → {new}",
    on=changed("schema", *REQUIRED).where(widened),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3",),
)

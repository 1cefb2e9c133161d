"""A property becomes required."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import REQUIRED, narrowed

RULE = Rule(
    id="jsonschema-property-required",
    since="0.1",
    summary="a property becomes required",
    why=(
        "Old data need not have the property: new readers refuse an object without it, whatever "
        "default it has: a default fills in nothing (Validation, required and default)."
    ),
    fix="leave it optional in the schema; let the readers fill in what is missing",
    message="{path}: required {old} → {new}",
    on=changed("schema", *REQUIRED).where(narrowed),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
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
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3",),
)

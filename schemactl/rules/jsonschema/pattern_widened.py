"""Texts may be what the old pattern does not match."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import PATTERN, widened

RULE = Rule(
    id="jsonschema-pattern-widened",
    since="0.1",
    summary="texts may be what the old pattern does not match",
    why=(
        "New data may have a text that the old pattern does not match: old readers refuse it "
        "(Validation, pattern)."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *PATTERN).where(widened),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x"},
  "value_v2": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3",),
)

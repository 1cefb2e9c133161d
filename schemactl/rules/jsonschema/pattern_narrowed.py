"""Texts have to match a pattern that they did not have to match."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import PATTERN, narrowed

RULE = Rule(
    id="jsonschema-pattern-narrowed",
    since="0.1",
    summary="texts have to match a pattern that they did not have to match",
    why=(
        "Old data may have a text that the pattern does not match: new readers refuse it "
        "(Validation, pattern)."
    ),
    fix="check the pattern where the data is written; keep the schema as it is",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *PATTERN).where(narrowed),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "pattern": "^x"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string"},
  "value_v2": {"type": "string", "pattern": "^x"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3",),
)

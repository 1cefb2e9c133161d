"""Texts have to match another pattern."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import PATTERN, replaced

RULE = Rule(
    id="jsonschema-pattern-replaced",
    since="0.1",
    summary="texts have to match another pattern",
    why=(
        "Each version allows texts that the other's pattern does not match: readers of both "
        "refuse them (Validation, pattern)."
    ),
    fix="add a new property beside it, write both, and drop the old one when no reader needs it",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *PATTERN).where(replaced),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
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
  "value": {"type": "string", "pattern": "^y"}
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
  "value_v2": {"type": "string", "pattern": "^y"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3",),
)

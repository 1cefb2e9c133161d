"""A constraint allows other values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, touched
from schemactl.rules.jsonschema._conditions import both, replaced, unclaimed

RULE = Rule(
    id="jsonschema-constraint-replaced",
    since="0.1",
    summary="a constraint allows other values",
    why=(
        "Each version allows values that the other one's constraint does not: readers of both "
        "refuse them (Core, keywords that apply schemas; Validation)."
    ),
    fix="add a new property beside it, write both, and drop the old one when no reader needs it",
    message="{path}: {facet}: {old} → {new}",
    on=touched("schema").where(both(unclaimed, replaced)),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"not": {"type": "string"}}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"not": {"type": "integer"}}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"not": {"type": "string"}}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"not": {"type": "string"}},
  "value_v2": {"not": {"type": "integer"}}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6",
    ),
)

"""A constraint comes, or allows fewer values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, touched
from schemactl.rules.jsonschema._conditions import both, narrowed, other

RULE = Rule(
    id="jsonschema-constraint-narrowed",
    since="0.1",
    summary="a constraint comes, or allows fewer values",
    why=(
        "Old data need not meet the constraint: new readers refuse what does not (Core, keywords "
        "that apply schemas; Validation)."
    ),
    fix="check the constraint where the data is written; keep the schema as it is",
    message="{path}: {facet}: {old} → {new}",
    on=touched("schema").where(both(other, narrowed)),
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
  "value": {"type": "array", "items": {"type": "integer"}}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}},
  "value_v2": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6",
    ),
)

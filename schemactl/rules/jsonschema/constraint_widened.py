"""A constraint goes, or allows more values."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, touched
from schemactl.rules.jsonschema._conditions import both, other, widened

RULE = Rule(
    id="jsonschema-constraint-widened",
    since="0.1",
    summary="a constraint goes, or allows more values",
    why=(
        "New data need not meet the old constraint any more: old readers refuse what does not "
        "(Core, keywords that apply schemas; Validation)."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet}: {old} → {new}",
    on=touched("schema").where(both(other, widened)),
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
  "value": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "array", "items": {"type": "integer"}, "uniqueItems": true},
  "value_v2": {"type": "array", "items": {"type": "integer"}}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6",
    ),
)

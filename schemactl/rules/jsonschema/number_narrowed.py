"""Fewer numbers are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import NUMBER, narrowed

RULE = Rule(
    id="jsonschema-number-narrowed",
    since="0.1",
    summary="fewer numbers are allowed",
    why=(
        "Old data may have a number that the new bounds, or the new divisor, do not allow: new "
        "readers refuse it (Validation, numeric instances)."
    ),
    fix="check the narrower range where the data is written; keep the schema's range as it is",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *NUMBER).where(narrowed),
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
  "value": {"type": "integer", "minimum": 1}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "minimum": 5}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "minimum": 1}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "minimum": 1},
  "value_v2": {"type": "integer", "minimum": 5}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2",),
)

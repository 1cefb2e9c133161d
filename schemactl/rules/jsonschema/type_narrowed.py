"""Fewer types of values are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import TYPE, both, closing, narrowed, not_

RULE = Rule(
    id="jsonschema-type-narrowed",
    since="0.1",
    summary="fewer types of values are allowed",
    why=(
        "Old data may have a value of a type that the new schema does not allow: new readers "
        "refuse it (Validation, type)."
    ),
    fix="add a new property beside it, write both, and drop the old one when no reader needs it",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *TYPE).where(both(narrowed, not_(closing))),
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
  "value": {"type": "number"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "number"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "number"},
  "value_v2": {"type": "integer"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1",),
)

"""Fewer of the listed values are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import VALUES, narrowed

RULE = Rule(
    id="jsonschema-enum-narrowed",
    since="0.1",
    summary="fewer of the listed values are allowed",
    why=(
        "Old data may have a value that is no longer listed: new readers refuse it (Validation, "
        "enum and const). A handler of the values keeps an arm for those that old data still has."
    ),
    fix="keep the value listed, and mark it as deprecated in the description, until no data has it",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *VALUES).where(narrowed),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=(Outcome.UNHANDLED, Outcome.OK),
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid", "sent"]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid"]}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid", "sent"]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid", "sent"]},
  "value_v2": {"enum": ["new", "paid"]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.3",
    ),
)

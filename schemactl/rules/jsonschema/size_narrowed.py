"""Texts, arrays or objects of fewer sizes are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import SIZE, narrowed

RULE = Rule(
    id="jsonschema-size-narrowed",
    since="0.1",
    summary="texts, arrays or objects of fewer sizes are allowed",
    why=(
        "Old data may be shorter or longer than the new schema allows: new readers refuse it "
        "(Validation, strings, arrays and objects)."
    ),
    fix="check the narrower size where the data is written; keep the schema's size as it is",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *SIZE).where(narrowed),
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
  "value": {"type": "string", "maxLength": 10}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 5}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 10}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 10},
  "value_v2": {"type": "string", "maxLength": 5}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5",
    ),
)

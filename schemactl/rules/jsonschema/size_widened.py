"""Texts, arrays or objects of more sizes are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import SIZE, widened

RULE = Rule(
    id="jsonschema-size-widened",
    since="0.1",
    summary="texts, arrays or objects of more sizes are allowed",
    why=(
        "New data may be shorter or longer than old readers allow: they refuse it (Validation, "
        "strings, arrays and objects)."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *SIZE).where(widened),
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
  "value": {"type": "string", "maxLength": 5}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 10}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 5}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "maxLength": 5},
  "value_v2": {"type": "string", "maxLength": 10}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5",
    ),
)

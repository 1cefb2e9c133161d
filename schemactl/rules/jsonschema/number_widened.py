"""More numbers are allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import NUMBER, widened

RULE = Rule(
    id="jsonschema-number-widened",
    since="0.1",
    summary="more numbers are allowed",
    why=(
        "New data may have a number that the old bounds, or the old divisor, do not allow: old "
        "readers refuse it (Validation, numeric instances)."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *NUMBER).where(widened),
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
  "value": {"type": "integer", "maximum": 10}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "maximum": 99}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "maximum": 10}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "maximum": 10},
  "value_v2": {"type": "integer", "maximum": 99}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2",),
)

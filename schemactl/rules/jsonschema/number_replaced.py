"""Numbers have to be multiples of something else."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import NUMBER, replaced

RULE = Rule(
    id="jsonschema-number-replaced",
    since="0.1",
    summary="numbers have to be multiples of something else",
    why=(
        "Each version allows numbers that the other one does not: readers of both refuse them "
        "(Validation, multipleOf)."
    ),
    fix="add a new property beside it, write both, and drop the old one when no reader needs it",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *NUMBER).where(replaced),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "multipleOf": 4}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "multipleOf": 6}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "multipleOf": 4}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer", "multipleOf": 4},
  "value_v2": {"type": "integer", "multipleOf": 6}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2",),
)

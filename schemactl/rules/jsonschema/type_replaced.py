"""Values have to be of another type."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import TYPE, both, closing, not_, replaced

RULE = Rule(
    id="jsonschema-type-replaced",
    since="0.1",
    summary="values have to be of another type",
    why=(
        "Each version allows values of a type that the other one does not: readers of both refuse"
        " them (Validation, type)."
    ),
    fix="add a new property beside it, write both, and drop the old one when no reader needs it",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *TYPE).where(both(replaced, not_(closing))),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "integer"},
  "value_v2": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1",),
)

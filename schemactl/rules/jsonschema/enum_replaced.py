"""Other values are listed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import VALUES, replaced

RULE = Rule(
    id="jsonschema-enum-replaced",
    since="0.1",
    summary="other values are listed",
    why=(
        "Each version lists a value that the other one does not: readers of both refuse it "
        "(Validation, enum and const)."
    ),
    fix="list both the old and the new values, and roll out the readers first",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *VALUES).where(replaced),
    effects=grid(
        wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.UNHANDLED
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid"]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "sent"]}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid"]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"enum": ["new", "paid"]},
  "value_v2": {"enum": ["new", "sent"]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.3",
    ),
)

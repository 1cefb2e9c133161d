"""More values are allowed than were listed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import VALUES, widened

RULE = Rule(
    id="jsonschema-enum-widened",
    since="0.1",
    summary="more values are allowed than were listed",
    why=(
        "Old readers refuse a value that their list does not have (Validation, enum and const). A"
        " handler of the values has no arm for it."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *VALUES).where(widened),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
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
  "value": {"enum": ["new", "paid", "sent"]}
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
  "value_v2": {"enum": ["new", "paid", "sent"]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.3",
    ),
)

"""More values meet anyOf or oneOf."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import CHOICE, widened

RULE = Rule(
    id="jsonschema-choice-widened",
    since="0.1",
    summary="more values meet anyOf or oneOf",
    why=(
        "Old readers refuse new data of a branch that they do not have (Core, anyOf and oneOf). A"
        " handler of the branches has no arm for it."
    ),
    fix="roll out the readers first; write the new values when all of them have the new schema",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *CHOICE).where(widened),
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
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
  "value_v2": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3",
    ),
)

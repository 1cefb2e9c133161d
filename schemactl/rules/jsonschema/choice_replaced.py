"""Other values meet anyOf or oneOf."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import CHOICE, replaced

RULE = Rule(
    id="jsonschema-choice-replaced",
    since="0.1",
    summary="other values meet anyOf or oneOf",
    why=(
        "Each version allows values that meet no branch of the other, or two branches of its "
        "oneOf, which asks for exactly one: readers of both refuse them (Core, anyOf and oneOf)."
    ),
    fix=(
        "leave the old branches as they are, add new ones that exclude them, and roll out the readers first"
    ),
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *CHOICE).where(replaced),
    effects=grid(
        wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.UNHANDLED
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
  "value": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}
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
  "value_v2": {"oneOf": [{"type": "string"}, {"type": "boolean"}]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3",
    ),
)

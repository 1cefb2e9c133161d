"""Fewer values meet anyOf or oneOf."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import CHOICE, narrowed

RULE = Rule(
    id="jsonschema-choice-narrowed",
    since="0.1",
    summary="fewer values meet anyOf or oneOf",
    why=(
        "Old data may be of a branch that is gone, or, under oneOf, of two branches at once: new "
        "readers refuse it (Core, anyOf and oneOf)."
    ),
    fix="keep the branch until no data is of it; make the branches of oneOf exclude each other",
    message="{path}: {facet} {old} → {new}",
    on=changed("schema", *CHOICE).where(narrowed),
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
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]},
  "value_v2": {"oneOf": [{"type": "string"}, {"type": "integer"}]}
}}
""",
    ),
    refs=(
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.2",
        "https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1.3",
    ),
)

"""Properties that are not declared are no longer allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import TYPE, both, closing, narrowed

RULE = Rule(
    id="jsonschema-model-closed",
    since="0.1",
    summary="properties that are not declared are no longer allowed",
    why=(
        "Old data may have properties that the schema does not declare, since it did not exclude "
        "them: new readers refuse it (Core, additionalProperties)."
    ),
    fix="declare what data really has, and close the schema in a new subject; or leave it open",
    message="{path}: no other properties are allowed any more",
    on=changed("schema", *TYPE).where(both(closing, narrowed)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",),
)

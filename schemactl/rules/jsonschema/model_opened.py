"""Properties that are not declared become allowed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import TYPE, both, closing, widened

RULE = Rule(
    id="jsonschema-model-opened",
    since="0.1",
    summary="properties that are not declared become allowed",
    why=(
        "New data may have properties that old readers do not know, and they refuse all that they"
        " do not know (Core, additionalProperties)."
    ),
    fix=(
        "roll out the readers first: when all of them are open, properties can be added without harm to them"
    ),
    message="{path}: other properties become allowed",
    on=changed("schema", *TYPE).where(both(closing, widened)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "additionalProperties": false, "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3",),
)

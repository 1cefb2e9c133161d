"""A property is no longer declared, and data may still have it."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, removed
from schemactl.rules.jsonschema._conditions import both, into_open, widened

RULE = Rule(
    id="jsonschema-property-removed-from-open-model",
    since="0.1",
    summary="a property is no longer declared, and data may still have it",
    why=(
        "The new schema allows properties that it does not declare: new data may have this one "
        "with a value of another type, and old readers refuse that (Core, properties). Where "
        "writers write nothing but what is declared, this does not happen; that is what "
        "tolerating it means."
    ),
    fix="keep it declared, and mark it as deprecated, until no reader has the old schema",
    message="{path}: property removed: {old}",
    on=removed("schema").where(both(into_open, widened)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=Outcome.OK,
    ),
    tolerance="undeclared",
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
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
{"type": "object", "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "note": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.1",),
)

"""Texts get another format."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, touched
from schemactl.rules.jsonschema._conditions import format_replaced

RULE = Rule(
    id="jsonschema-format-replaced",
    since="0.1",
    summary="texts get another format",
    why=(
        "By default a format is an annotation, which no reader checks; a reader may check it all "
        "the same, and then refuses data that does not have it (Validation, format). The schemas "
        "do not tell."
    ),
    fix=(
        "tolerate `format`, as is the default, if no reader checks formats; else roll out the "
        "readers first; write the new values when all of them have the new schema"
    ),
    message="{path}: {facet} {old} → {new}",
    on=touched("schema").where(format_replaced),
    effects=grid(wire=Outcome.UNKNOWN, json=Outcome.UNKNOWN, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
    tolerance="format",
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "format": "date"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "format": "date-time"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "format": "date"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"},
  "value": {"type": "string", "format": "date"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-7",),
)

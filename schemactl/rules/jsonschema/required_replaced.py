"""One property becomes required, and another is no longer."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.jsonschema._conditions import REQUIRED, replaced

RULE = Rule(
    id="jsonschema-required-replaced",
    since="0.1",
    summary="one property becomes required, and another is no longer",
    why=(
        "Each version requires a property that data of the other need not have: readers of both "
        "refuse it (Validation, required)."
    ),
    fix=(
        "first add the new property and write both; then, in a version of its own, stop to "
        "require the old one"
    ),
    message="{path}: required {old} → {new}",
    on=changed("schema", *REQUIRED).where(replaced),
    effects=grid(wire=Outcome.REJECTS, json=Outcome.REJECTS, source=Outcome.UNKNOWN, dispatch=Outcome.OK),
    bad=(
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "required": ["key"], "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    good=(
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
        """\
{"type": "object", "required": ["id"], "properties": {
  "id": {"type": "string"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3",),
)

"""A schema file is removed."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, removed

RULE = Rule(
    id="jsonschema-file-removed",
    since="0.1",
    summary="a schema file is removed",
    why=(
        "New readers have no schema for data that is still there. A handler of the events has lost its arm."
    ),
    fix="keep the file until no data of it is left",
    message="{path} removed",
    on=removed("file"),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.UNKNOWN,
        dispatch=(Outcome.UNHANDLED, Outcome.OK),
    ),
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
---
{"type": "object", "title": "Audit", "properties": {
  "at": {"type": "integer"}
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
  "id": {"type": "string"}
}}
---
{"type": "object", "title": "Audit", "properties": {
  "at": {"type": "integer"}
}}
""",
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
}}
---
{"type": "object", "title": "Audit", "properties": {
  "at": {"type": "integer"}
}}
""",
    ),
    refs=("https://json-schema.org/draft/2020-12/json-schema-core#section-9.3",),
)

"""A schema file is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added

RULE = Rule(
    id="jsonschema-file-added",
    since="0.1",
    summary="a schema file is added",
    why="Old readers have no schema for it. A handler of the events has no arm for it.",
    fix="roll out the readers first",
    message="{path} added",
    on=added("file"),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=Outcome.UNKNOWN,
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="new-type",
    bad=(
        """\
{"type": "object", "properties": {
  "id": {"type": "string"}
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

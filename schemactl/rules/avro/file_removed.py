"""A file is removed whose schema has no name."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import file_added as twin
from schemactl.rules.avro._conditions import nameless

RULE = Rule(
    id="avro-file-removed",
    since="0.1",
    summary="a file is removed whose schema has no name",
    why="New readers have no schema to read the old data with.",
    fix="keep the schema as long as there is data of it",
    message="{path} removed",
    on=removed("file").where(nameless),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
---
{"type": "map", "values": "string"}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
---
{"type": "map", "values": "string"}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-declaration",),
)

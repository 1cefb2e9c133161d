"""A file is added whose schema has no name."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import nameless

RULE = Rule(
    id="avro-file-added",
    since="0.1",
    summary="a file is added whose schema has no name",
    why="Old readers have no such schema. A handler of the events has no arm for it.",
    fix="roll out the readers first",
    message="{path} added",
    on=added("file").where(nameless),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="new-type",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
---
{"type": "map", "values": "string"}
""",
    ),
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

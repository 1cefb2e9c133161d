"""A named type that no other refers to is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import event

RULE = Rule(
    id="avro-event-added",
    since="0.1",
    summary="a named type that no other refers to is added",
    why="Old readers have no schema of that name. A handler of the events has no arm for it.",
    fix="roll out the readers first",
    message="{path} added",
    on=added("definition").where(event),
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
{"type": "record", "name": "Audit", "fields": [
  {"name": "number", "type": "long"},
  {"name": "at", "type": "long"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
---
{"type": "record", "name": "Audit", "fields": [
  {"name": "number", "type": "long"},
  {"name": "at", "type": "long"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
---
{"type": "record", "name": "Audit", "fields": [
  {"name": "number", "type": "long"},
  {"name": "at", "type": "long"}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#names",),
)

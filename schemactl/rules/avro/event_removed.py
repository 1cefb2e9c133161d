"""A named type that no other refers to is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import event_added as twin
from schemactl.rules.avro._conditions import event

RULE = Rule(
    id="avro-event-removed",
    since="0.1",
    summary="a named type that no other refers to is removed",
    why=("New readers have no schema to read the old data with. A handler of the events has no arm for it."),
    fix="keep the schema as long as there is data of it",
    message="{path} removed",
    on=removed("definition").where(event),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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

"""A field that has no default is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import field_added_without_default as twin
from schemactl.rules.avro._conditions import claimed, defaulted, either, not_

RULE = Rule(
    id="avro-field-removed-without-default",
    since="0.1",
    summary="a field that has no default is removed",
    why=(
        "Old readers cannot read new data, which does not have the field, and they have no default to take."
    ),
    fix="give the field a default first, and remove it when all readers have that version",
    message="{path} removed, which has no default",
    on=removed("field").where(not_(either(defaulted, claimed))),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string", "default": ""}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

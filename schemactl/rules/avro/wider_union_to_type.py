"""A union becomes a type as which one of its branches is misread."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_to_wider_union as twin
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-wider-union-to-type",
    since="0.1",
    summary="a union becomes a type as which one of its branches is misread",
    why=(
        "New readers promote old data of another branch and take it for something else, such as days "
        "for milliseconds. Old readers find new data among their branches."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.WRONG}, {Reading.EXACT})),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": [
    {"type": "long", "logicalType": "timestamp-millis"},
    {"type": "int", "logicalType": "date"}
  ]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": [
    {"type": "long", "logicalType": "timestamp-millis"},
    {"type": "int", "logicalType": "date"}
  ]},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

"""A type becomes one that is promoted to it, with another meaning."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_reinterpreted as twin
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-reinterpreted-by-old-readers",
    since="0.1",
    summary="a type becomes one that is promoted to it, with another meaning",
    why=(
        "New readers refuse old data. Old readers promote new data and take it for something else, such "
        "as days for milliseconds: resolution does not look at logical types."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.REFUSED}, {Reading.WRONG})),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "long", "logicalType": "timestamp-millis"}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "long", "logicalType": "timestamp-millis"}},
  {
    "name": "value_v2",
    "type": ["null", {"type": "int", "logicalType": "date"}],
    "default": null
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#logical-types",
    ),
)

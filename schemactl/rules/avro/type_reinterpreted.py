"""A type becomes one to which it is promoted, with another meaning."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-reinterpreted",
    since="0.1",
    summary="a type becomes one to which it is promoted, with another meaning",
    why=(
        "New readers promote old data and take it for something else, such as days for milliseconds: "
        "resolution does not look at logical types. Old readers refuse new data."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.WRONG}, {Reading.REFUSED})),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.REJECTS),
        json=(Outcome.MISREADS, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "int", "logicalType": "date"}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "long", "logicalType": "timestamp-millis"}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "int", "logicalType": "date"}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "int", "logicalType": "date"}},
  {
    "name": "value_v2",
    "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}],
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

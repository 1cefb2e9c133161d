"""A date, time or timestamp gets another unit or meaning."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import moments

RULE = Rule(
    id="avro-time-unit-changed",
    since="0.1",
    summary="a date, time or timestamp gets another unit or meaning",
    why=(
        "The number is read as it is: milliseconds are taken for microseconds, or local time for UTC. "
        "Resolution does not look at logical types."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(moments),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.MISREADS),
        json=(Outcome.MISREADS, Outcome.MISREADS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "long", "logicalType": "timestamp-millis"}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "long", "logicalType": "timestamp-micros"}}
]}
""",
    ),
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
    "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}],
    "default": null
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#logical-types",
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
    ),
)

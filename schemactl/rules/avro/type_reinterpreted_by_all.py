"""A type changes so that each side takes the other's data for something else."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-reinterpreted-by-all",
    since="0.1",
    summary="a type changes so that each side takes the other's data for something else",
    why=(
        "The data is read without an error, and means something else to each side: resolution does not "
        "look at logical types, and a union is read through the first branch that matches."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.LOSSY, Reading.WRONG}, {Reading.LOSSY, Reading.WRONG})),
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
  {"name": "value", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]}
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
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#logical-types",
    ),
)

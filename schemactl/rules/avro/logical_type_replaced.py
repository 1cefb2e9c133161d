"""A logical type is replaced by another."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import replaced

RULE = Rule(
    id="avro-logical-type-replaced",
    since="0.1",
    summary="a logical type is replaced by another",
    why=(
        "The value is read as it is and taken for something else: resolution does not look at logical types."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(replaced),
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
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "bytes", "logicalType": "big-decimal"}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}
  },
  {
    "name": "value_v2",
    "type": ["null", {"type": "bytes", "logicalType": "big-decimal"}],
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

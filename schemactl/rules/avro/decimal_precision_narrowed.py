"""A decimal gets fewer digits."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import precision_narrowed

RULE = Rule(
    id="avro-decimal-precision-narrowed",
    since="0.1",
    summary="a decimal gets fewer digits",
    why=(
        "New readers round old numbers that have more digits, or refuse them. Old readers have room for "
        "all new ones."
    ),
    fix="keep the precision, and check the range where the value is written",
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(precision_narrowed),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.OK),
        json=(Outcome.MISREADS, Outcome.OK),
        source=Outcome.OK,
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
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}
  }
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
    "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}],
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

"""A decimal gets more digits."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import decimal_precision_narrowed as twin
from schemactl.rules.avro._conditions import precision_widened

RULE = Rule(
    id="avro-decimal-precision-widened",
    since="0.1",
    summary="a decimal gets more digits",
    why=(
        "New readers have room for all old numbers. Old readers round new ones that have more digits, or "
        "refuse them."
    ),
    fix="roll out the readers first, or add a field with the new precision",
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(precision_widened),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}
  },
  {
    "name": "value_v2",
    "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}],
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

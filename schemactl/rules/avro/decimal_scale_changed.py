"""A decimal's scale changes."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import scale_changed

RULE = Rule(
    id="avro-decimal-scale-changed",
    since="0.1",
    summary="a decimal's scale changes",
    why=(
        "The bytes are the unscaled number: read with another scale, it is off by a power of ten. The "
        "specification says that decimals match only if their scales and precisions do, and no reader "
        "looks."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(scale_changed),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.MISREADS),
        json=(Outcome.MISREADS, Outcome.MISREADS),
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
    "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 4}
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
    "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 4}],
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

"""A value gets or loses a logical type that takes every value."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import one_sided

RULE = Rule(
    id="avro-logical-type-added-or-removed",
    since="0.1",
    summary="a value gets or loses a logical type that takes every value",
    why=(
        "The value is read as it is, and each side makes of it what its own schema says. Generated code "
        "has another type."
    ),
    fix="correct the code that uses the value",
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(one_sided),
    effects=grid(
        wire=(Outcome.OK, Outcome.OK),
        json=(Outcome.OK, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"}
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
  {"name": "value", "type": "long"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"},
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

"""A named type of another namespace takes the place of one."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import moved

RULE = Rule(
    id="avro-type-replaced-by-namesake",
    since="0.1",
    summary="a named type of another namespace takes the place of one",
    why=(
        "Names match without their namespaces, so that only what the two types hold can break. Generated "
        "code has another type."
    ),
    fix="correct the code that uses the value",
    message="{path}: {old} → {new}",
    on=changed("type", "name").where(moved),
    effects=grid(
        wire=(Outcome.OK, Outcome.OK),
        json=(Outcome.OK, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "a",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "b",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "a.Price"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "a",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "b",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "b.Price"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "a",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "b",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "a.Price"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "a",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "b",
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "a.Price"},
  {"name": "value_v2", "type": ["null", "b.Price"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#names",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

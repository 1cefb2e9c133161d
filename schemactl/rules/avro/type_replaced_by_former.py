"""A named type takes the place of one that has its name as an alias."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_replaced_with_alias as twin
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-replaced-by-former",
    since="0.1",
    summary="a named type takes the place of one that has its name as an alias",
    why="New readers refuse the old type's name. Old readers take new data by their alias.",
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "name").where(named(backward=False, forward=True)),
    effects=flip(twin.RULE.effects),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {"name": "value", "type": "Amount"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {"name": "value", "type": "Price"}
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
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {"name": "value", "type": "Amount"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {
    "name": "second",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {"name": "value", "type": "Amount"},
  {"name": "value_v2", "type": ["null", "Price"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#names",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

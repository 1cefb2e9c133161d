"""Another named type takes the place of one, whose name is its alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-replaced-with-alias",
    since="0.1",
    summary="another named type takes the place of one, whose name is its alias",
    why="New readers take old data by the alias. Old readers refuse the new type's name.",
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "name").where(named(backward=True, forward=False)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "Price"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "Amount"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "Price"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {
    "name": "first",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  },
  {
    "name": "second",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  },
  {"name": "value", "type": "Price"},
  {"name": "value_v2", "type": ["null", "Amount"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#names",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

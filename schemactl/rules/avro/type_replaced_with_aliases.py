"""Another named type takes the place of one, and each has the other's name as an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-replaced-with-aliases",
    since="0.1",
    summary="another named type takes the place of one, and each has the other's name as an alias",
    why="Both sides take the data by an alias. Generated code has another type.",
    fix="correct the code that uses the value",
    message="{path}: {old} → {new}",
    on=changed("type", "name").where(named(backward=True, forward=True)),
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
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
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
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
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
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
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
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
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

"""A named type is renamed, and each side has the other's name as an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-renamed-with-aliases",
    since="0.1",
    summary="a named type is renamed, and each side has the other's name as an alias",
    why="Both sides take the data by their alias. Generated code has another name.",
    fix="correct the code that uses the type",
    message="{path}: renamed from {old}",
    on=changed("definition", "full_name").where(named(backward=True, forward=True)),
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
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Amount",
      "aliases": ["Price"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "aliases": ["Amount"],
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#names",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

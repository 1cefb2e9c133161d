"""A named type is renamed, and the old name is an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-renamed-with-alias",
    since="0.1",
    summary="a named type is renamed, and the old name is an alias",
    why="New readers take old data by the alias. Old readers refuse the new name.",
    fix="roll out the readers first; write with the new name when all of them have it",
    message="{path}: renamed from {old}",
    on=changed("definition", "full_name").where(named(backward=True, forward=False)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
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
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
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

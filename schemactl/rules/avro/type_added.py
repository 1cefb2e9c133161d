"""A named type that others refer to is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import event, not_

RULE = Rule(
    id="avro-type-added",
    since="0.1",
    summary="a named type that others refer to is added",
    why="What refers to it is judged there. Code can use a type that was not there.",
    fix="nothing: what refers to the type is judged there",
    message="{path} added",
    on=added("definition").where(not_(event)),
    effects=grid(wire=Outcome.OK, json=Outcome.OK, source=(Outcome.OK, Outcome.REJECTS), dispatch=Outcome.OK),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": ["null", {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}],
    "default": null
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
    "type": ["null", {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}],
    "default": null
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": ["null", {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}],
    "default": null
  }
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#names",),
)

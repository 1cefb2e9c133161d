"""A named type that others refer to is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import type_added as twin
from schemactl.rules.avro._conditions import event, not_

RULE = Rule(
    id="avro-type-removed",
    since="0.1",
    summary="a named type that others refer to is removed",
    why="What referred to it is judged there. Code that uses the type does not compile.",
    fix="correct the code that uses the type",
    message="{path} removed",
    on=removed("definition").where(not_(event)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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

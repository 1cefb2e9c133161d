"""An enum gets a symbol, and old readers have an enum default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import enum_default

RULE = Rule(
    id="avro-enum-symbol-added-with-default",
    since="0.1",
    summary="an enum gets a symbol, and old readers have an enum default",
    why=(
        "Old readers silently take their default for the symbol that their enum lacks (Schema "
        "Resolution, enums). A handler of the symbols has no arm for it."
    ),
    fix="roll out the readers first; write the new symbol when all of them have it",
    message="{path}: symbol added",
    on=added("symbol").where(enum_default),
    effects=grid(
        wire=(Outcome.OK, Outcome.MISREADS),
        json=(Outcome.OK, Outcome.MISREADS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="enum-default",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"], "default": "NEW"}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "SHIPPED"], "default": "NEW"}
  }
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"], "default": "NEW"}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"], "default": "NEW"}
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#enums",
    ),
)

"""An enum gets a symbol, and old readers have no enum default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import enum_default, not_

RULE = Rule(
    id="avro-enum-symbol-added",
    since="0.1",
    summary="an enum gets a symbol, and old readers have no enum default",
    why=(
        "Old readers refuse the symbol, since their enum has no default to take for it (Schema "
        "Resolution, enums). The default of a field does not help. A handler of the symbols has no "
        "arm for it."
    ),
    fix='give the enum a "default" first, or roll out the readers first',
    message="{path}: symbol added",
    on=added("symbol").where(not_(enum_default)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "SHIPPED"]}
  }
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#enums",
    ),
)

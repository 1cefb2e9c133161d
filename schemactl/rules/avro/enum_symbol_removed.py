"""An enum loses a symbol, and new readers have no enum default."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import enum_symbol_added as twin
from schemactl.rules.avro._conditions import enum_default, not_

RULE = Rule(
    id="avro-enum-symbol-removed",
    since="0.1",
    summary="an enum loses a symbol, and new readers have no enum default",
    why="New readers refuse the symbol in old data. The default of a field does not help.",
    fix="keep the symbol as long as there is data with it",
    message="{path}: symbol removed",
    on=removed("symbol").where(not_(enum_default)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "SHIPPED"]}
  }
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
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#enums",
    ),
)

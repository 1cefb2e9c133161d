"""An enum loses a symbol, and new readers have an enum default."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import enum_symbol_added_with_default as twin
from schemactl.rules.avro._conditions import enum_default

RULE = Rule(
    id="avro-enum-symbol-removed-with-default",
    since="0.1",
    summary="an enum loses a symbol, and new readers have an enum default",
    why="New readers silently take the default for the symbol in old data.",
    fix="keep the symbol as long as there is data with it",
    message="{path}: symbol removed",
    on=removed("symbol").where(enum_default),
    effects=flip(twin.RULE.effects),
    tolerance="enum-default",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "status",
    "type": {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "SHIPPED"], "default": "NEW"}
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
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#enums",
    ),
)

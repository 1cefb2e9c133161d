"""A field that has no default is removed, and its name is an alias of another field of new readers."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import field_added_under_alias_without_default as twin
from schemactl.rules.avro._conditions import both, claimed, defaulted, not_

RULE = Rule(
    id="avro-field-removed-under-alias-without-default",
    since="0.1",
    summary="a field that has no default is removed, and its name is an alias of another field of new readers",
    why=(
        "A reader that finds one of its fields twice in the data, by its name and by an alias, refuses "
        "the data. Old readers have no default for new data."
    ),
    fix="remove the alias",
    message="{path} removed, whose name is an alias of another field",
    on=removed("field").where(both(not_(defaulted), claimed)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "mail", "type": "string", "aliases": ["address"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "mail", "type": "string", "aliases": ["address"]},
  {"name": "street", "type": "string", "default": ""}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

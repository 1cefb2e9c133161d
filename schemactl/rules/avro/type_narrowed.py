"""A type becomes one that is promoted to it, and does not hold its values."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_promoted as twin
from schemactl.rules.avro._conditions import between_text_and_bytes, both, not_, out_of_union, reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-narrowed",
    since="0.1",
    summary="a type becomes one that is promoted to it, and does not hold its values",
    why=(
        "New readers refuse old data: there is no promotion to a smaller type. Old readers promote new "
        "data without loss."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(
        both(reads({Reading.REFUSED}, {Reading.EXACT}), not_(out_of_union), not_(between_text_and_bytes))
    ),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"},
  {"name": "value_v2", "type": ["null", "int"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

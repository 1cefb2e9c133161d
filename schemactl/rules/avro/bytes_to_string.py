"""Bytes become a string."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import string_to_bytes as twin
from schemactl.rules.avro._conditions import between_text_and_bytes, both, reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-bytes-to-string",
    since="0.1",
    summary="bytes become a string",
    why="New readers refuse old bytes that are not UTF-8. Old readers take the UTF-8 of new strings.",
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(both(reads({Reading.REFUSED}, {Reading.EXACT}), between_text_and_bytes)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "bytes"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "bytes"},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

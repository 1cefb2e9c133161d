"""A field that has a default is removed."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import field_added_with_default as twin
from schemactl.rules.avro._conditions import both, claimed, defaulted, not_

RULE = Rule(
    id="avro-field-removed-with-default",
    since="0.1",
    summary="a field that has a default is removed",
    why=(
        "Old readers take the default for new data. New readers skip the field of old data (Schema "
        "Resolution, records)."
    ),
    fix="nothing: this is how a field is removed, once no new reader needs it",
    message="{path} removed, which has a default",
    on=removed("field").where(both(defaulted, not_(claimed))),
    effects=flip(twin.RULE.effects),
    tolerance="unread",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string", "default": ""}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string", "default": ""}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

"""A field's name that an earlier version gave up is used again, with another default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, reused
from schemactl.rules.avro._conditions import two_defaults

RULE = Rule(
    id="avro-field-name-reused",
    since="0.1",
    summary="a field's name that an earlier version gave up is used again, with another default",
    why=(
        "Readers find a field by its name. Whether the name means today what it meant before it was given up, the "
        "schemas alone cannot tell. Another default speaks against it; and data of the version in between, which "
        "lacks the field, is read with one default by old readers and with the other by new ones (Schema Resolution)."
    ),
    fix="choose a name that was never used; or, if it is the same field that comes back, give it its old default",
    message="{path}: {lapsed} gave the name up, now it is used again, with the default {new} instead of {old}",
    on=reused("field").where(two_defaults),
    effects=grid(wire=Outcome.UNKNOWN, json=Outcome.UNKNOWN),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "channel", "type": "string", "default": "web"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "channel", "type": "string", "default": "mail"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "channel", "type": "string", "default": "web"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "notify_by", "type": "string", "default": "mail"}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

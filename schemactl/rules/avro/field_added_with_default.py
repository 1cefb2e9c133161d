"""A field with a default is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import both, claimed, defaulted, not_

RULE = Rule(
    id="avro-field-added-with-default",
    since="0.1",
    summary="a field with a default is added",
    why=(
        "New readers take the default for old data. Old readers skip what they do not know (Schema "
        "Resolution, records)."
    ),
    fix="nothing: this is how a field is added",
    message="{path} added, with a default",
    on=added("field").where(both(defaulted, not_(claimed))),
    effects=grid(
        wire=(Outcome.OK, Outcome.LOSES),
        json=(Outcome.OK, Outcome.LOSES),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    tolerance="unread",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "note", "type": "string", "default": ""}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

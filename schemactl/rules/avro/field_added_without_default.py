"""A field without a default is added."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import claimed, defaulted, either, not_

RULE = Rule(
    id="avro-field-added-without-default",
    since="0.1",
    summary="a field without a default is added",
    why=(
        "New readers cannot read old data, which does not have the field: what is missing needs a "
        "default (Schema Resolution, records). A union with null is no default."
    ),
    fix='give the field a default, such as "default": null after a union that starts with "null"',
    message="{path} added, without a default",
    on=added("field").where(not_(either(defaulted, claimed))),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.LOSES),
        json=(Outcome.REJECTS, Outcome.LOSES),
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
  {"name": "note", "type": ["null", "string"]}
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
  {"name": "id", "type": "string"},
  {"name": "note", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

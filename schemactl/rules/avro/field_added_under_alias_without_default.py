"""A field without a default is added, and its name is an alias of another field of old readers."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import both, claimed, defaulted, not_

RULE = Rule(
    id="avro-field-added-under-alias-without-default",
    since="0.1",
    summary="a field without a default is added, and its name is an alias of another field of old readers",
    why=(
        "A reader that finds one of its fields twice in the data, by its name and by an alias, refuses "
        "the data. New readers have no default for old data."
    ),
    fix="choose a name that is no alias of another field",
    message="{path} added, whose name is an alias of another field",
    on=added("field").where(both(not_(defaulted), claimed)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.REJECTS),
        json=(Outcome.REJECTS, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
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
  {"name": "address", "type": "string"}
]}
""",
    ),
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

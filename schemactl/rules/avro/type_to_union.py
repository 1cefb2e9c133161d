"""A type becomes a union that has it as a branch."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import both, into_union, reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-to-union",
    since="0.1",
    summary="a type becomes a union that has it as a branch",
    why=(
        "New readers find old data among the branches. Old readers refuse new data of every other branch,"
        " null included: a default does not help, since the field is there."
    ),
    fix="roll out the readers first, or add a new field that is a union, with a default",
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(both(reads({Reading.EXACT}, {Reading.REFUSED}), into_union)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "int"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int"]}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "int"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "int"},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

"""A type is written in another way that reads the same."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-equivalent",
    since="0.1",
    summary="a type is written in another way that reads the same",
    why=(
        "A type and a union of that type alone are read as each other without loss. Generated code has "
        "another type."
    ),
    fix="correct the code that uses the value",
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.EXACT}, {Reading.EXACT})),
    effects=grid(
        wire=(Outcome.OK, Outcome.OK),
        json=(Outcome.OK, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
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
  {"name": "value", "type": ["int"]}
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

"""A type becomes one that does not match it."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-incompatible",
    since="0.1",
    summary="a type becomes one that does not match it",
    why=(
        "Neither type matches the other, and neither is promoted: every reader of the other version "
        "refuses the data."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.REFUSED}, {Reading.REFUSED})),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.REJECTS),
        json=(Outcome.REJECTS, Outcome.REJECTS),
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
  {"name": "value", "type": "string"}
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

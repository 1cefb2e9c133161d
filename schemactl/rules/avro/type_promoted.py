"""A type becomes one to which every value of it is promoted."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import between_text_and_bytes, both, into_union, not_, reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-promoted",
    since="0.1",
    summary="a type becomes one to which every value of it is promoted",
    why=(
        "New readers promote old data without loss. Old readers refuse new data: there is no way back "
        "from the larger type."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(
        both(reads({Reading.EXACT}, {Reading.REFUSED}), not_(into_union), not_(between_text_and_bytes))
    ),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
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
  {"name": "value", "type": "long"}
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
  {"name": "value_v2", "type": ["null", "long"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

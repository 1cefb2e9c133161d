"""A type becomes one to which it is promoted with rounding."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-promoted-lossy",
    since="0.1",
    summary="a type becomes one to which it is promoted with rounding",
    why=(
        "New readers promote old data: from 2^24 on a float, and from 2^53 on a double, does not hold "
        "every whole number. Old readers refuse new data."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.LOSSY}, {Reading.REFUSED})),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.REJECTS),
        json=(Outcome.MISREADS, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    tolerance="lossy-promotion",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "double"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "long"},
  {"name": "value_v2", "type": ["null", "double"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

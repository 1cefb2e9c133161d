"""A type becomes a union with a branch that old readers round."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-to-wider-union-lossy",
    since="0.1",
    summary="a type becomes a union with a branch that old readers round",
    why=(
        "New readers find old data among the branches. Old readers promote new data of another branch: from "
        "2^24 on a float, and from 2^53 on a double, does not hold every whole number."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.EXACT}, {Reading.LOSSY})),
    effects=grid(
        wire=(Outcome.OK, Outcome.MISREADS),
        json=(Outcome.OK, Outcome.MISREADS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    tolerance="lossy-promotion",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "double"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["double", "long"]}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "double"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "double"},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

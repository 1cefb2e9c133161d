"""A type becomes one that is promoted to it with rounding."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_promoted_lossy as twin
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-type-narrowed-lossy",
    since="0.1",
    summary="a type becomes one that is promoted to it with rounding",
    why=(
        "New readers refuse old data. Old readers promote new data: from 2^24 on a float, and from 2^53 "
        "on a double, does not hold every whole number."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.REFUSED}, {Reading.LOSSY})),
    effects=flip(twin.RULE.effects),
    tolerance="lossy-promotion",
    bad=twin.RULE.bad[::-1],
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
  {"name": "value_v2", "type": ["null", "long"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

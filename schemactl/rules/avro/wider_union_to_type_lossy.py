"""A union becomes a type to which one of its branches is promoted with rounding."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_to_wider_union_lossy as twin
from schemactl.rules.avro._conditions import reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-wider-union-to-type-lossy",
    since="0.1",
    summary="a union becomes a type to which one of its branches is promoted with rounding",
    why=(
        "New readers promote old data of another branch: from 2^24 on a float, and from 2^53 on a double, "
        "does not hold every whole number. Old readers find new data among their branches."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(reads({Reading.LOSSY}, {Reading.EXACT})),
    effects=flip(twin.RULE.effects),
    tolerance="lossy-promotion",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["double", "long"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["double", "long"]},
  {"name": "value_v2", "type": ["null", "double"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

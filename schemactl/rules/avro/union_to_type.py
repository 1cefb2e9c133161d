"""A union becomes one of its branches."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import type_to_union as twin
from schemactl.rules.avro._conditions import both, out_of_union, reads
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-to-type",
    since="0.1",
    summary="a union becomes one of its branches",
    why=(
        "New readers refuse old data of every other branch, null included. Old readers find new data "
        "among their branches."
    ),
    fix="stop writing the other branches, wait until no such data is left, then change the type",
    message="{path}: {old} → {new}",
    on=changed("type", "type").where(both(reads({Reading.REFUSED}, {Reading.EXACT}), out_of_union)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int"]},
  {"name": "value_v2", "type": ["null", "int"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

"""A union loses a branch, and no other takes its data."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import union_branch_added as twin
from schemactl.rules.avro._conditions import taken
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-branch-removed",
    since="0.1",
    summary="a union loses a branch, and no other takes its data",
    why="New readers refuse old data of the branch. A handler of the new union has no arm for it.",
    fix="stop writing the branch, wait until no such data is left, then remove it",
    message="{path}: branch removed",
    on=removed("branch").where(taken(Reading.REFUSED)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int", "string"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int", "string"]},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

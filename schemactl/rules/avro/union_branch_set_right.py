"""A branch comes before the one that took its data for something else."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import union_branch_reinterpreted as twin
from schemactl.rules.avro._conditions import reading

RULE = Rule(
    id="avro-union-branch-set-right",
    since="0.1",
    summary="a branch comes before the one that took its data for something else",
    why=(
        "A reader takes the first branch that matches what was written (Schema Resolution, unions): "
        "in the old schema the wider type was the first, with another meaning. Readers that prefer an "
        "exact match do not."
    ),
    fix="put the branch before the one that takes its data",
    message="{path}: its data is now read {new}",
    on=changed("branch", "reading").where(reading("wrong", "exact")),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": [
      {"type": "long", "logicalType": "timestamp-millis"},
      {"type": "int", "logicalType": "date"}
    ]
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": [
      {"type": "long", "logicalType": "timestamp-millis"},
      {"type": "int", "logicalType": "date"}
    ]
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

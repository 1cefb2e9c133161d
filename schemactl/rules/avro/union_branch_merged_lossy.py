"""A union loses a branch whose data another one takes with rounding."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, removed
from schemactl.rules.avro import union_branch_split_lossy as twin
from schemactl.rules.avro._conditions import taken
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-branch-merged-lossy",
    since="0.1",
    summary="a union loses a branch whose data another one takes with rounding",
    why=(
        "New readers read old data of the branch through another one, to which it is promoted with rounding."
    ),
    fix="stop writing the branch, wait until no such data is left, then remove it",
    message="{path}: branch removed",
    on=removed("branch").where(taken(Reading.LOSSY)),
    effects=flip(twin.RULE.effects),
    tolerance="lossy-promotion",
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "double", "long"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "double", "long"]},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

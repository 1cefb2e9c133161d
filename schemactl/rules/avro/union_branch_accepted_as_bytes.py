"""Bytes come before the string that took their data."""

from __future__ import annotations

from schemactl.model.effect import flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import union_branch_refused_as_string as twin
from schemactl.rules.avro._conditions import reading

RULE = Rule(
    id="avro-union-branch-accepted-as-bytes",
    since="0.1",
    summary="bytes come before the string that took their data",
    why=(
        "A reader takes the first branch that matches what was written (Schema Resolution, unions): "
        "in the old schema string was the first, so that old readers refuse what is not UTF-8."
    ),
    fix="put the branch before the one that takes its data",
    message="{path}: its data is now read {new}",
    on=changed("branch", "reading").where(reading("refused", "exact")),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["string", "bytes"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["string", "bytes"]}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

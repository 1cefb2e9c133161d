"""A branch comes before another, and takes its data with rounding."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reading

RULE = Rule(
    id="avro-union-branch-shadowed",
    since="0.1",
    summary="a branch comes before another, and takes its data with rounding",
    why=(
        "A reader takes the first branch that matches what was written (Schema Resolution, unions): "
        "the wider type matches as well, and now it is the first. Readers that prefer an exact match "
        "do not round."
    ),
    fix="put the branch before the one that takes its data",
    message="{path}: its data is now read {new}",
    on=changed("branch", "reading").where(reading("exact", "lossy")),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.OK),
        json=(Outcome.MISREADS, Outcome.OK),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
    tolerance="lossy-promotion",
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["long", "double"]}
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
  {"name": "value", "type": ["long", "double"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["long", "double"]}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

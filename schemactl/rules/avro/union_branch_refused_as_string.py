"""String comes before bytes, and takes their data."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import reading

RULE = Rule(
    id="avro-union-branch-refused-as-string",
    since="0.1",
    summary="string comes before bytes, and takes their data",
    why=(
        "A reader takes the first branch that matches what was written (Schema Resolution, unions): "
        "string matches bytes as well, and refuses what is not UTF-8. Readers that prefer an exact "
        "match do not."
    ),
    fix="put the branch before the one that takes its data",
    message="{path}: its data is now read {new}",
    on=changed("branch", "reading").where(reading("exact", "refused")),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["bytes", "string"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["string", "bytes"]}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["bytes", "string"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["bytes", "string"]}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

"""A union gets a branch that old readers do not have."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import taken
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-branch-added",
    since="0.1",
    summary="a union gets a branch that old readers do not have",
    why=(
        "Old readers refuse new data of the branch: no branch of theirs matches. A handler of the union's"
        " branches has no arm for it."
    ),
    fix="roll out the readers first; write the new branch when all of them have it",
    message="{path}: branch added",
    on=added("branch").where(taken(Reading.REFUSED)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=(Outcome.OK, Outcome.UNHANDLED),
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "int", "string"]}
]}
""",
    ),
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
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

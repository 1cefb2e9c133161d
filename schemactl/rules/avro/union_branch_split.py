"""A union gets a branch whose data old readers take without loss."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import taken
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-branch-split",
    since="0.1",
    summary="a union gets a branch whose data old readers take without loss",
    why="Old readers read new data of the branch through another one, to which it is promoted.",
    fix="nothing, unless it matters which branch was written",
    message="{path}: branch added",
    on=added("branch").where(taken(Reading.EXACT)),
    effects=grid(
        wire=(Outcome.OK, Outcome.OK),
        json=(Outcome.OK, Outcome.OK),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "long"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "long", "int"]}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "long"]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", "long"]},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

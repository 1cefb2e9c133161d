"""A union gets a branch whose data old readers take for something else."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, added
from schemactl.rules.avro._conditions import taken
from schemactl.rules.avro._tables import Reading

RULE = Rule(
    id="avro-union-branch-added-reinterpreted",
    since="0.1",
    summary="a union gets a branch whose data old readers take for something else",
    why=(
        "Old readers read new data of the branch through another one, to which it is promoted, and which "
        "means something else."
    ),
    fix="roll out the readers first; write the new branch when all of them have it",
    message="{path}: branch added",
    on=added("branch").where(taken(Reading.WRONG)),
    effects=grid(
        wire=(Outcome.OK, Outcome.MISREADS),
        json=(Outcome.OK, Outcome.MISREADS),
        source=(Outcome.OK, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": [
      "null",
      {"type": "long", "logicalType": "timestamp-millis"},
      {"type": "int", "logicalType": "date"}
    ]
  }
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
  {"name": "value_v2", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#unions",
    ),
)

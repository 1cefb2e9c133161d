"""A branch's data is taken by one branch that rounds it, and by another that takes it for something else."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import either, reading

RULE = Rule(
    id="avro-union-branch-taken-otherwise",
    since="0.1",
    summary="a branch's data is taken by one branch that rounds it, and by another that takes it for something else",
    why=(
        "A reader takes the first branch that matches what was written (Schema Resolution, unions): "
        "in one schema that type rounds, in the other it means something else."
    ),
    fix="put the branch before the one that takes its data",
    message="{path}: its data is now read {new}",
    on=changed("branch", "reading").where(either(reading("lossy", "wrong"), reading("wrong", "lossy"))),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.MISREADS),
        json=(Outcome.MISREADS, Outcome.MISREADS),
        source=Outcome.OK,
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "value",
    "type": [
      "float",
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
      "float",
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
  {
    "name": "value",
    "type": [
      "float",
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
      "float",
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

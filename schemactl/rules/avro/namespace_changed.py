"""A named type moves to another namespace."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import moved

RULE = Rule(
    id="avro-namespace-changed",
    since="0.1",
    summary="a named type moves to another namespace",
    why=(
        "Names match without their namespaces. Generated code, and subjects named after the record, have "
        "another name. Some readers compare full names, against the specification."
    ),
    fix="correct the code that uses the type",
    message="{path}: renamed from {old}",
    on=changed("definition", "full_name").where(moved),
    effects=grid(
        wire=(Outcome.OK, Outcome.OK),
        json=(Outcome.OK, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "shop",
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "store",
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "shop",
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {
      "type": "record",
      "name": "Price",
      "namespace": "shop",
      "fields": [{"name": "sum", "type": "long"}]
    }
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#names",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

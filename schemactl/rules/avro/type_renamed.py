"""A named type is renamed without an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import named

RULE = Rule(
    id="avro-type-renamed",
    since="0.1",
    summary="a named type is renamed without an alias",
    why=(
        "Records, enums and fixed match by their unqualified names, or by an alias of the reader's: "
        "neither side reads the other's data, even if the types hold the same."
    ),
    fix="keep the name; a doc can say what it should be",
    message="{path}: renamed from {old}",
    on=changed("definition", "full_name").where(named(backward=False, forward=False)),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.REJECTS),
        json=(Outcome.REJECTS, Outcome.REJECTS),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {"type": "record", "name": "Amount", "fields": [{"name": "sum", "type": "long"}]}
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
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
  }
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {
    "name": "price",
    "type": {"type": "record", "name": "Price", "fields": [{"name": "sum", "type": "long"}]}
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

"""A fixed has another size."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed

RULE = Rule(
    id="avro-fixed-size-changed",
    since="0.1",
    summary="a fixed has another size",
    why='Fixed match only if their "sizes match": every reader of the other version refuses the data.',
    fix="define a fixed of another name with the new size, and add a field of it with a default",
    message="{path}: {old} → {new} bytes",
    on=changed("definition", "size"),
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
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 16}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 32}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 16}}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 16}},
  {
    "name": "hash_v2",
    "type": ["null", {"type": "fixed", "name": "LongHash", "size": 32}],
    "default": null
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#fixed",
    ),
)

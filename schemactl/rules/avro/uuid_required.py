"""A string becomes a UUID."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import uuid_required

RULE = Rule(
    id="avro-uuid-required",
    since="0.1",
    summary="a string becomes a UUID",
    why=(
        "New readers refuse old strings that are no UUID. Old readers see new UUIDs as the strings that "
        "they are."
    ),
    fix=(
        "keep the field, add a new one with a default beside it, and remove the old one when no reader "
        "uses it"
    ),
    message="{path}: {old} → {new}",
    on=changed("type", "logical").where(uuid_required),
    effects=grid(
        wire=(Outcome.REJECTS, Outcome.OK),
        json=(Outcome.REJECTS, Outcome.OK),
        source=(Outcome.REJECTS, Outcome.REJECTS),
        dispatch=Outcome.OK,
    ),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": {"type": "string", "logicalType": "uuid"}}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "value", "type": "string"},
  {
    "name": "value_v2",
    "type": ["null", {"type": "string", "logicalType": "uuid"}],
    "default": null
  }
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#logical-types",
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
    ),
)

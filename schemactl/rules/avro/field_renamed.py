"""A field is renamed without an alias, and neither name has a default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed",
    since="0.1",
    summary="a field is renamed without an alias, and neither name has a default",
    why="Fields are matched by name: each side misses its own field and has no default to take.",
    fix=(
        "keep the old field, add the new one with a default beside it, write both, and remove the old one"
        " when no reader uses it"
    ),
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.REJECTS, Outcome.REJECTS)),
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
  {"name": "mail", "type": "string"}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "email", "type": "string"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "mail", "type": "string", "default": ""}
]}
""",
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "mail", "type": "string", "default": ""},
  {"name": "email", "type": "string", "default": ""}
]}
""",
    ),
    refs=(
        "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
        "https://avro.apache.org/docs/1.12.0/specification/#aliases",
    ),
)

"""A field is renamed, and the old name is an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed-with-alias",
    since="0.1",
    summary="a field is renamed, and the old name is an alias",
    why=(
        "New readers find old data by the alias (Aliases: the reader's aliases stand in for the "
        "writer's names). Old readers know no alias for the new name and have no default."
    ),
    fix=(
        "keep the old field, add the new one with a default beside it, write both, and remove the old one"
        " when no reader uses it"
    ),
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.OK, Outcome.REJECTS)),
    effects=grid(
        wire=(Outcome.OK, Outcome.REJECTS),
        json=(Outcome.OK, Outcome.REJECTS),
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
  {"name": "email", "type": "string", "aliases": ["mail"]}
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

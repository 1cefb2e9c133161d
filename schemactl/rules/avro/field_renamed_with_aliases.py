"""A field is renamed, and each side has the other's name as an alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed-with-aliases",
    since="0.1",
    summary="a field is renamed, and each side has the other's name as an alias",
    why=(
        "Both sides find the data by their alias (Aliases: the reader's aliases stand in for the "
        "writer's names). Code that uses the field by its old name does not compile."
    ),
    fix="correct the code that uses the field",
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.OK, Outcome.OK)),
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
  {"name": "mail", "type": "string", "aliases": ["email"]}
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

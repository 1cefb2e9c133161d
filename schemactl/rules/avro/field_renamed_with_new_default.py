"""A field without a default gets another name and a default, and no alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed-with-new-default",
    since="0.1",
    summary="a field without a default gets another name and a default, and no alias",
    why=(
        "New readers silently take their default in place of what was written; old readers miss their field."
    ),
    fix=(
        "keep the old field, add the new one with a default beside it, write both, and remove the old one"
        " when no reader uses it"
    ),
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.MISREADS, Outcome.REJECTS)),
    effects=grid(
        wire=(Outcome.MISREADS, Outcome.REJECTS),
        json=(Outcome.MISREADS, Outcome.REJECTS),
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
  {"name": "email", "type": "string", "default": ""}
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

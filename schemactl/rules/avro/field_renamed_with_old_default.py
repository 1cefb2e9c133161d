"""A field with a default gets another name without one, and no alias."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import field_renamed_with_new_default as twin
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed-with-old-default",
    since="0.1",
    summary="a field with a default gets another name without one, and no alias",
    why=(
        "New readers miss their field in old data; old readers silently take their default in place of "
        "what is written."
    ),
    fix=(
        "keep the old field, add the new one with a default beside it, write both, and remove the old one"
        " when no reader uses it"
    ),
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.REJECTS, Outcome.MISREADS)),
    effects=flip(twin.RULE.effects),
    bad=(
        """\
{"type": "record", "name": "Event", "fields": [
  {"name": "id", "type": "string"},
  {"name": "mail", "type": "string", "default": ""}
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

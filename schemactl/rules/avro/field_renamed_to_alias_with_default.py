"""A field takes a name that was its alias, and has a default."""

from __future__ import annotations

from schemactl.model.effect import Outcome, flip
from schemactl.model.rule import Rule, changed
from schemactl.rules.avro import field_renamed_with_alias_off_default as twin
from schemactl.rules.avro._conditions import renamed

RULE = Rule(
    id="avro-field-renamed-to-alias-with-default",
    since="0.1",
    summary="a field takes a name that was its alias, and has a default",
    why=(
        "Old readers find new data by their alias (Aliases: the reader's aliases stand in for the "
        "writer's names). New readers silently take their default in place of what was written."
    ),
    fix=(
        "keep the old field, add the new one with a default beside it, write both, and remove the old one"
        " when no reader uses it"
    ),
    message="{path}: renamed from {old}",
    on=changed("field", "name").where(renamed(Outcome.MISREADS, Outcome.OK)),
    effects=flip(twin.RULE.effects),
    bad=twin.RULE.bad[::-1],
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

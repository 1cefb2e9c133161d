"""A field's default is null, and null is not the first branch of its union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.avro import Field
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        field = place.element
        if isinstance(field, Field) and field.default == "null" and field.type.branches:
            first = field.type.branches[0].name
            if first != "null":
                yield Spot(
                    path=place.path, location=field.location,
                    message=f"{field.name} has the default null, and the first branch of its union is {first}",
                )  # fmt: skip


CHECK = Check(
    id="lint-avro-null-not-first",
    since="0.1",
    summary="a field's default is null, and null is not the first branch of its union",
    why=(
        "Before Avro 1.12 a union's default had to be of its first branch. Older libraries refuse to load the schema, "
        "or take the default for the first branch (Unions)."
    ),
    fix='let null be the first branch: ["null", …]; the order of the branches does not matter to readers',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "note", "type": ["string", "null"], "default": null}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "note", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.11.1/specification/#unions",),
)

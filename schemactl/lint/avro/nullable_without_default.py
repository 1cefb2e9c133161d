"""A field may be null and has no default."""

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
        if isinstance(field, Field) and field.default is None and _may_be_null(field):
            yield Spot(
                path=place.path,
                location=field.location,
                message=f"{field.name} may be null and has no default",
            )


def _may_be_null(field: Field) -> bool:
    return any(branch.name == "null" for branch in field.type.branches)


CHECK = Check(
    id="lint-avro-nullable-without-default",
    since="0.1",
    summary="a field may be null and has no default",
    why=(
        "That null is allowed does not make it the default: a reader with this field rejects every event that was "
        "written without it, and writers cannot drop it later (Schema Resolution)."
    ),
    fix='write "default": null, with null as the first branch of the union',
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [{"name": "note", "type": ["null", "string"]}]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "note", "type": ["null", "string"], "default": null}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",),
)

"""An alias is the name of something else that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.avro import Definition, Record
from schemactl.model.lint import Check, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def _find(schema: Schema) -> Iterator[Spot]:
    for place in places(schema):
        element = place.element
        if isinstance(element, Definition):
            for alias in element.aliases:
                if alias in schema.types and alias != element.full_name:
                    yield Spot(
                        path=place.path, location=element.location,
                        message=f"the alias {alias} of {element.full_name} is a type of its own",
                    )  # fmt: skip
        if isinstance(element, Record):
            yield from _among_fields(element)


def _among_fields(record: Record) -> Iterator[Spot]:
    names = {field.name: field.name for field in record.fields}
    for field in record.fields:
        for alias in field.aliases:
            other = names.setdefault(alias, field.name)
            if other != field.name:
                known = "a field of its own" if other == alias else f"one of {other} too"
                yield Spot(
                    path=f"{record.full_name}.{field.name}", location=field.location,
                    message=f"the alias {alias} of {field.name} is {known}",
                )  # fmt: skip


CHECK = Check(
    id="lint-avro-alias-collision",
    since="0.1",
    summary="an alias is the name of another field or type that is there",
    why=(
        "A reader rewrites the names of old data by its aliases. Data that has the name then has two places to go to: "
        "some libraries take one of them, others fail (Aliases)."
    ),
    fix="remove the alias; what is there under that name keeps its data",
    version=_find,
    bad=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "buyer", "type": "string", "aliases": ["customer"]},
  {"name": "customer", "type": "string"}
]}
""",
    ),
    good=(
        """\
{"type": "record", "name": "a.E", "fields": [
  {"name": "buyer", "type": "string", "aliases": ["customer"]}
]}
""",
    ),
    refs=("https://avro.apache.org/docs/1.12.0/specification/#aliases",),
)

"""A schema in; its enums without a default, and the fields whose default was probably meant to be that, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.lint.walk import places
from schemactl.model.avro import Enum, Field

if TYPE_CHECKING:
    from schemactl.diff.pairing import Place
    from schemactl.model.schema import Schema


def mistaken(schema: Schema) -> dict[str, Place]:
    """By the full name of an enum without a default: the first field of it that has one."""
    found: dict[str, Place] = {}
    for place in places(schema):
        field = place.element
        if isinstance(field, Field) and field.default not in {None, "null"}:
            enum = schema.types.get(field.type.name)
            if isinstance(enum, Enum) and enum.default is None:
                found.setdefault(enum.full_name, place)
    return found

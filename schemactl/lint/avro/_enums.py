"""A schema in; its enums without a default, and the fields whose default was probably meant to be that, out."""

from __future__ import annotations

import json
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
        if isinstance(field, Field) and field.default is not None:
            for use in (field.type, *(branch.type for branch in field.type.branches)):
                enum = schema.types.get(use.name)
                if isinstance(enum, Enum) and enum.default is None and _is_symbol(field.default, enum):
                    found.setdefault(enum.full_name, place)
    return found


def _is_symbol(default: str, enum: Enum) -> bool:
    return json.loads(default) in [symbol.name for symbol in enum.symbols]

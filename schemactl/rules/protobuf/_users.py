"""A schema in; the fields of each enum and message out, indexed once per schema."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.model.protobuf import Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.model.schema import Schema


@lru_cache(maxsize=4)  # the two sides of a step, there and back
def users(schema: Schema) -> Mapping[str, Sequence[Field]]:
    """By a type's full name: the fields, extensions and map values of it."""
    found: dict[str, list[Field]] = defaultdict(list)
    for field in _fields(schema):
        for held in (field, *field.entry):
            if held.type_name:
                found[held.type_name].append(held)
    return dict(found)


def _fields(schema: Schema) -> Iterator[Field]:
    for named in schema.types.values():
        if isinstance(named, Message):
            yield from named.fields
            yield from named.extensions
    yield from (root for root in schema.roots if isinstance(root, Field))

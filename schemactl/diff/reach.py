"""A schema and one of its files in; the same schema, cut down to what that file's data may hold, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.element import NamedType, shape
from schemactl.model.jsonschema import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.element import Element
    from schemactl.model.schema import Schema


def reached(schema: Schema, path: str) -> Schema:
    """Keep as roots what stands in the file, and of other files the types that some link leads to from there."""
    own = [root for root in schema.roots if root.location.source == path]
    names = set(_names(own, schema))
    roots = [
        root
        for root in schema.roots
        if root.location.source == path or (isinstance(root, NamedType) and _holds(root, names))
    ]
    return replace(schema, roots=tuple(roots))


def _holds(root: NamedType, names: Iterable[str]) -> bool:
    return any(name == root.full_name or name.startswith(f"{root.full_name}.") for name in names)


def _names(elements: Iterable[Element], schema: Schema) -> Iterator[str]:
    """The full names of the types that these elements lead to, directly or not."""
    seen: set[str] = set()
    waiting = list(elements)
    while waiting:
        element = waiting.pop()
        for facet in shape(type(element)).facets:
            name = getattr(element, facet.name)
            if facet.link and name in schema.types and name not in seen:
                seen.add(name)
                yield name
                waiting.append(schema.types[name])
        # what a JSON Schema holds is not all compared one by one, and may refer to types all the same
        waiting += element.held if isinstance(element, Constraint) else element.children

"""A schema in; every element of it with its path and what holds it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.diff.pairing import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema


def places(schema: Schema) -> Iterator[Place]:
    """Depth first, in the order of the texts."""
    waiting = [Place.of(root) for root in reversed(schema.roots)]
    while waiting:
        place = waiting.pop()
        yield place
        waiting += reversed(place.kids())

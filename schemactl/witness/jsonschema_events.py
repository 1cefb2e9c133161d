"""A JSON Schema and a source of randomness in; random events of its types out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schemactl.inclusion.instances import instances
from schemactl.inclusion.side import side
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random
    from typing import Any

    from schemactl.model.schema import Schema

_POOL = 400
"""How many values of each type there are to begin with."""


class Events:
    """Random instances of the writer's events that the reader has as well, by `names`."""

    def __init__(self, writer: Schema, names: Mapping[str, str]) -> None:
        self._names = names
        self._side = side(writer)
        self._roots = [name for name in self._side.roots if name in names]
        self._pools = {name: self._pool(name) for name in self._roots}
        self._roots = [name for name in self._roots if self._pools[name]]

    def _pool(self, name: str) -> list[Any]:
        root = self._side.root(name)
        assert root is not None  # noqa: S101  (it is one of the side's own)
        return list(islice(instances(((root,),)), _POOL))

    def draw(self, random: Random) -> Sample | None:
        """One event of one type; None if the sides have no type in common that has values."""
        if not self._roots:
            return None
        name = random.choice(self._roots)
        value = random.choice(self._pools[name])
        if isinstance(value, dict) and isinstance(other := random.choice(self._pools[name]), dict):
            value = {**value, **{key: item for key, item in other.items() if random.random() < 0.5}}  # noqa: PLR2004
        return Sample(name, self._names[name], value)


EVENTS = Events

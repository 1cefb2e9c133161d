"""A JSON Schema and choices in; random events of its types out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schemactl.inclusion.instances import instances
from schemactl.inclusion.side import side
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices

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

    def draw(self, choices: Choices) -> Sample | None:
        """One event of one type; None if the sides have no type in common that has values."""
        if not self._roots:
            return None
        name = choices.pick(self._roots, "type")
        pool = self._pools[name]
        value, other = choices.pick(pool, name), choices.pick(pool, f"{name} beside")
        if isinstance(value, dict) and isinstance(other, dict):
            value = {**value, **{key: item for key, item in other.items() if choices.number(0, 1)}}
        return Sample(name, self._names[name], value)


EVENTS = Events

"""An Avro schema and a source of randomness in; random events of its types out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.model.avro import Enum, Fixed, Record
from schemactl.witness.avro import EndlessError, Writer
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from schemactl.model.avro import Use
    from schemactl.model.element import NamedType
    from schemactl.model.schema import Schema

DEPTH = 4
"""How deep values are nested; below that they are as small as can be."""
MOST = 3
"""How many items an array or a map gets, at most."""
RANGES = {"int": 31, "long": 63}


class Events:
    """Random values of the writer's named types that the reader has as well, by `names`."""

    def __init__(self, writer: Schema, names: Mapping[str, str]) -> None:
        self._types = writer.types
        self._names = names
        self._values = Writer(writer, writer, {name: name for name in writer.types})
        self._roots = [name for name in names if self._ends(writer.types.get(name))]

    def draw(self, random: Random) -> Sample | None:
        """One value of one type; None if the sides have no type in common that has values."""
        if not self._roots:
            return None
        name = random.choice(self._roots)
        return Sample(name, self._names[name], self._named(self._types[name], random, 0))

    def _ends(self, definition: NamedType | None) -> bool:
        try:
            return definition is not None and any(True for _ in self._values.telling_named(definition))
        except EndlessError:
            return False

    def _named(self, definition: NamedType, random: Random, depth: int) -> Any:
        if isinstance(definition, Record):
            return {field.name: self._use(field.type, random, depth) for field in definition.fields}
        assert isinstance(definition, Enum | Fixed)  # noqa: S101  (there is nothing else)
        return random.choice(list(self._values.telling_named(definition)))

    def _use(self, use: Use, random: Random, depth: int) -> Any:
        if depth >= DEPTH:
            return self._values.smallest(use, None, frozenset())
        if use.type == "union":
            return self._branch(use, random, depth)
        if use.inner:
            items = [self._use(use.inner[0], random, depth + 1) for _ in range(random.randrange(MOST + 1))]
            return items if use.type == "array" else {f"key{index}": item for index, item in enumerate(items)}
        if use.name:
            return self._named(self._types[use.name], random, depth + 1)
        if use.type in RANGES and not use.logical and random.random() < 0.5:  # noqa: PLR2004
            limit = 2 ** RANGES[use.type]
            return random.randrange(-limit, limit)
        return random.choice([*self._values.telling(use), self._values.smallest(use, None, frozenset())])

    def _branch(self, union: Use, random: Random, depth: int) -> Any:
        """A branch that is read as itself, whatever the reader's union is like around it."""
        steady = [branch for branch in union.branches if branch.reading == "exact"]
        branch = random.choice(steady)
        return (branch.name, self._use(branch.type, random, depth + 1))


EVENTS = Events

"""An Avro schema and a source of choices in; events of its types out, with each type's boundaries in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.model.avro import Enum, Fixed, Record
from schemactl.witness import boundaries
from schemactl.witness.avro import EndlessError, Writer
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemactl.model.avro import Branch, Use
    from schemactl.model.element import NamedType
    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices

DEPTH = 5
"""How deep values are nested; below that they are as small as can be."""
ROOM = 100
"""How many values an event holds; further ones are as small as can be."""
MOST = 3
"""How many items an array or a map gets, at most."""
RANGES = {"int": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}
EDGES: dict[str, tuple[Any, ...]] = {
    "null": (None,),
    "boolean": (False, True),
    "int": boundaries.within(*RANGES["int"]),
    "long": boundaries.within(*RANGES["long"]),
    "float": boundaries.FLOATS,
    "double": boundaries.DOUBLES,
    "string": boundaries.STRINGS,
    "bytes": boundaries.BYTES,
}


class Events:
    """Values of the writer's named types that the reader has as well, by `names`."""

    def __init__(self, writer: Schema, names: Mapping[str, str]) -> None:
        self._types = writer.types
        self._names = names
        self._room = ROOM
        self._values = Writer(writer, writer, {name: name for name in writer.types})
        self._roots = [name for name in names if self.ends(writer.types.get(name))]

    def draw(self, choices: Choices) -> Sample | None:
        """One value of one type; None if the sides have no type in common that has values."""
        if not self._roots:
            return None
        name = choices.pick(self._roots, "")
        return Sample(name, self._names[name], self.named(self._types[name], choices))

    def ends(self, definition: NamedType | None) -> bool:
        """Whether a type has values."""
        try:
            return definition is not None and any(True for _ in self._values.telling_named(definition))
        except EndlessError:
            return False

    def ends_at(self, use: Use) -> bool:
        """Whether a type, where it is used, has values."""
        try:
            self.smallest(use)
        except EndlessError:
            return False
        return True

    def smallest(self, use: Use) -> Any:
        """The smallest value of a type. Raises EndlessError if it has none."""
        return self._values.smallest(use, None, frozenset())

    def branches(self, union: Use) -> Sequence[Branch]:
        """The branches that are read as themselves, whatever the reader's union is like around them."""
        return [branch for branch in union.branches if branch.reading == "exact"]

    def named(self, definition: NamedType, choices: Choices, depth: int = 1) -> Any:
        """One value of a named type that has some."""
        if isinstance(definition, Record):
            return {field.name: self.use(field.type, choices, depth) for field in definition.fields}
        assert isinstance(definition, Enum | Fixed)  # noqa: S101  (there is nothing else)
        return choices.pick(list(self._values.telling_named(definition)), definition.full_name)

    def use(self, use: Use, choices: Choices, depth: int = 0) -> Any:
        """One value of a type where it is used."""
        self._room = self._room - 1 if depth else ROOM
        if depth >= DEPTH or self._room < 0:
            return self.smallest(use)
        if use.type == "union":
            return self._branch(use, choices, depth)
        if use.inner:
            count = choices.pick(range(MOST + 1), f"{use.mark.locate()}#")
            items = [self.use(use.inner[0], choices, depth + 1) for _ in range(count)]
            return items if use.type == "array" else {f"key{index}": item for index, item in enumerate(items)}
        if use.name:
            return self.named(self._types[use.name], choices, depth + 1)
        if use.type in RANGES and not use.logical and choices.number(0, 3) == 3:  # noqa: PLR2004  (mostly an edge)
            return choices.number(*RANGES[use.type])
        return choices.pick(self.edges(use), use.type_name)

    def edges(self, use: Use) -> Sequence[Any]:
        """The values of a primitive or logical type that are worth trying."""
        return (self.smallest(use), *self._values.telling(use)) if use.logical else EDGES[use.type]

    def _branch(self, union: Use, choices: Choices, depth: int) -> Any:
        branch = choices.pick(self.branches(union), union.type_name)
        value = self.use(branch.type, choices, depth)
        return None if branch.name == "null" else (branch.name, value)


EVENTS = Events

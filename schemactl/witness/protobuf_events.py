"""A Protobuf schema and a source of choices in; events of its messages out, with each type's boundaries in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from schemactl.model.protobuf import Enum, Field, Message
from schemactl.witness import boundaries
from schemactl.witness.protobuf import RANGES, UNNAMED
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices

DEPTH = 4
"""How deep messages are nested; below that only required fields are set."""
ROOM = 6
"""How many messages an event holds; in further ones only required fields are set."""
MOST = 3
"""How many values a repeated field or a map gets, at most."""
EDGES: dict[str, tuple[Any, ...]] = {
    "bool": (False, True),
    "float": boundaries.FLOATS,
    "double": boundaries.DOUBLES,
    "string": boundaries.STRINGS,
    "bytes": boundaries.BYTES,
}


class Events:
    """Values of the writer's messages that the reader knows as well, by `names`."""

    def __init__(self, writer: Schema, names: Mapping[str, str]) -> None:
        self._types = writer.types
        self._names = names
        self._room = ROOM
        self._members = cache(self._members_of)
        self._roots = [root.full_name for root in writer.roots if isinstance(root, Message)]
        self._roots = [name for name in self._roots if name in names and not self.endless(name)]

    def draw(self, choices: Choices) -> Sample | None:
        """One value of one message; None if the sides have no message in common that has values."""
        if not self._roots:
            return None
        name = choices.pick(self._roots, "")
        return Sample(name, self._names[name], self.value(name, choices))

    def value(self, full_name: str, choices: Choices, depth: int = 0) -> dict[str, Any]:
        """One value of this message. Raises RecursionError if it has none that ends."""
        members = self._members(full_name)
        self._room = self._room - 1 if depth else ROOM
        present = choices.bits(len(members)) if depth < DEPTH and self._room > 0 else 0
        value: dict[str, Any] = {}
        for place, arms in enumerate(members):
            if present >> place & 1 or arms[0].presence == "required":
                field = choices.pick(arms, arms[0].full_name) if len(arms) > 1 else arms[0]
                value[field.label] = self._field(field, choices, depth)
        return value

    def endless(self, full_name: str, within: tuple[str, ...] = ()) -> bool:
        """Whether no value of the message ends: it requires another of itself."""
        required = (arms[0] for arms in self._members(full_name) if arms[0].presence == "required")
        return full_name in within or any(
            self.endless(field.type_name, (*within, full_name))
            for field in required
            if field.type in ("message", "group")
        )

    def _members_of(self, full_name: str) -> tuple[tuple[Field, ...], ...]:
        """The message's fields; those of a oneof, of which there is one at most, together."""
        message = self._types.get(full_name)
        groups: dict[str, list[Field]] = {}
        for field in (*message.fields, *message.extensions) if isinstance(message, Message) else ():
            groups.setdefault(f"oneof {field.oneof}" if field.oneof else field.full_name, []).append(field)
        return tuple(map(tuple, groups.values()))

    def _field(self, field: Field, choices: Choices, depth: int) -> Any:
        if field.type == "map":
            key, item = field.entry
            count = choices.pick(range(MOST), f"{field.full_name}#")
            return {self._one(key, choices, depth): self._one(item, choices, depth) for _ in range(count)}
        if field.cardinality == "repeated":
            count = choices.pick(range(MOST + 1), f"{field.full_name}#")
            return [self._one(field, choices, depth) for _ in range(count)]
        return self._one(field, choices, depth)

    def _one(self, field: Field, choices: Choices, depth: int) -> Any:
        if field.type in ("message", "group"):
            return self.value(field.type_name, choices, depth + 1)
        if field.type in RANGES and choices.number(0, 3) == 3:  # noqa: PLR2004  (mostly an edge)
            return choices.number(*RANGES[field.type])
        return choices.pick(self.edges(field), field.full_name)

    def edges(self, field: Field) -> Sequence[Any]:
        """The values of a field's type that are worth trying, the plainest first."""
        if field.type == "enum":
            enum = self._types[field.type_name]
            return tuple(_numbers(enum)) if isinstance(enum, Enum) else (0,)
        return boundaries.within(*RANGES[field.type]) if field.type in RANGES else EDGES[field.type]


def _numbers(enum: Enum) -> Iterator[int]:
    """An enum's numbers; an open one carries others as well."""
    yield from (value.number for value in enum.values)
    if not enum.closed:
        known = {value.number for value in enum.values}
        yield from (number for number in (UNNAMED, -1) if number not in known)


EVENTS = Events

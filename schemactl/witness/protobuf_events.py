"""A Protobuf schema and a source of randomness in; random events of its messages out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.model.protobuf import Enum, Field, Message
from schemactl.witness.protobuf import INTEGERS, PLAIN, RANGES
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from schemactl.model.schema import Schema

DEPTH = 4
"""How deep messages are nested; below that only required fields are set."""
MOST = 3
"""How many values a repeated field or a map gets, at most."""


class Events:
    """Random values of the writer's messages that the reader knows as well, by `names`."""

    def __init__(self, writer: Schema, names: Mapping[str, str]) -> None:
        self._types = writer.types
        self._names = names
        self._roots = [root.full_name for root in writer.roots if isinstance(root, Message)]
        self._roots = [name for name in self._roots if name in names]

    def draw(self, random: Random) -> Sample | None:
        """One value of one message; None if the sides have no message in common."""
        if not self._roots:
            return None
        name = random.choice(self._roots)
        return Sample(name, self._names[name], self._message(name, random, 0))

    def _message(self, full_name: str, random: Random, depth: int) -> dict[str, Any]:
        message = self._types.get(full_name)
        value: dict[str, Any] = {}
        chosen: dict[str, str] = {}
        for field in message.fields if isinstance(message, Message) else ():
            wanted = depth < DEPTH and random.random() < 0.6  # noqa: PLR2004  (more set than not)
            if field.presence == "required" or (wanted and field.oneof not in chosen):
                value[f"[{field.full_name}]" if field.extendee else field.name] = self._field(
                    field, random, depth
                )
                if field.oneof:
                    chosen[field.oneof] = field.name
        return value

    def _field(self, field: Field, random: Random, depth: int) -> Any:
        if field.type == "map":
            key, item = field.entry
            count = random.randrange(MOST)
            return {self._one(key, random, depth): self._one(item, random, depth) for _ in range(count)}
        if field.cardinality == "repeated":
            return [self._one(field, random, depth) for _ in range(random.randrange(MOST + 1))]
        return self._one(field, random, depth)

    def _one(self, field: Field, random: Random, depth: int) -> Any:
        if field.type in RANGES:
            low, high = RANGES[field.type]
            edges = [number for number in (*INTEGERS, low, high) if low <= number <= high]
            return random.choice(edges) if random.random() < 0.5 else random.randint(low, high)  # noqa: PLR2004
        if field.type == "enum":
            enum = self._types[field.type_name]
            return random.choice([value.number for value in enum.values]) if isinstance(enum, Enum) else 0
        if field.type in ("message", "group"):
            return self._message(field.type_name, random, depth + 1)
        return random.choice(PLAIN[field.type])


EVENTS = Events

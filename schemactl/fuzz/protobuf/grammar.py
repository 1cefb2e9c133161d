"""A Protobuf schema and a message in; its grammar out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.formats.protobuf.strict import UNKNOWN, Strict
from schemactl.formats.protobuf.wire import pieces
from schemactl.fuzz.grammar import Payload
from schemactl.fuzz.protobuf import goals, smaller
from schemactl.fuzz.protobuf.malformed import bulk, deepest, malformed
from schemactl.fuzz.protobuf.tree import Builder, parsed, written
from schemactl.fuzz.protobuf.variants import vary
from schemactl.fuzz.same import path_of_difference
from schemactl.fuzz.show import shown
from schemactl.model.protobuf import Message
from schemactl.witness.protobuf_events import Events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.reading import Reading
    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices


class ProtobufGrammar:
    """See schemactl.fuzz.grammar.Grammar."""

    def __init__(self, schema: Schema, type_name: str) -> None:
        self.type_name = type_name
        self._types = schema.types
        self._strict = Strict(schema)
        self._builder = Builder(self._strict)
        self._events = Events(schema, {name: name for name in schema.types})

    def value(self, choices: Choices) -> Any:
        return self._events.value(self.type_name, choices)

    def event(self, value: Any) -> bytes:
        return written(self._builder.records(self.type_name, value))

    def variant(self, value: Any, choices: Choices) -> Payload:
        records = self._builder.records(self.type_name, value)
        done = vary(self.type_name, records, choices, self._builder)
        return Payload(" ".join(["variant", *done]), written(records))

    def malformed(self, value: Any, choices: Choices) -> Payload:
        records = self._builder.records(self.type_name, value)
        how, data = malformed(self.type_name, records, choices)
        return Payload(f"malformed {how}", data)

    def stress(self) -> Iterator[Payload]:
        for how, data in deepest(self.type_name, self._types):
            yield Payload(how, data)
        for how, data in bulk(self.type_name, self._builder):
            yield Payload(how, data)

    def read(self, data: bytes) -> Reading:
        return self._strict.read(self.type_name, data)

    def difference(self, expected: Any, got: Any) -> str:
        """Unknown records may come in another order, and written otherwise: what they are counts."""
        path = path_of_difference(_known(expected), _known(got))
        return path or (
            "" if _unknown(expected) == _unknown(got) else "unknown fields are not kept as they were sent"
        )

    def goals(self) -> frozenset[str]:
        return goals.goals(self.type_name, self._types, self._events)

    def met(self, value: Any) -> Iterator[str]:
        return goals.met(self.type_name, self._types, value)

    def smaller(self, data: bytes) -> Iterator[bytes]:
        return smaller.smaller(data)

    def shown(self, value: Any) -> Any:
        return shown({(key or "(unknown)"): item for key, item in value.items()})


def grammar(schema: Schema, type_name: str) -> ProtobufGrammar | None:
    if not isinstance(schema.types.get(type_name), Message):
        return None
    found = ProtobufGrammar(schema, type_name)
    return None if found._events.endless(type_name) else found  # noqa: SLF001  (it is made here)


def candidates(schema: Schema) -> list[str]:
    """The messages, nested ones too."""
    inside = [root.full_name for root in schema.roots if isinstance(root, Message)]
    starts = tuple(f"{name}." for name in inside)
    nested = [
        name for name, item in schema.types.items() if isinstance(item, Message) and name.startswith(starts)
    ]
    return [*inside, *nested]


def _known(value: Any) -> Any:
    """A value without what is unknown in it, at any depth."""
    if isinstance(value, dict):
        kept = ((key, item) for key, item in value.items() if key != UNKNOWN or not isinstance(item, bytes))
        return type(value)((key, _known(item)) for key, item in kept)
    return [_known(item) for item in value] if isinstance(value, list) else value


def _unknown(value: Any) -> Any:
    """Only what is unknown in a value, each record in its canonical form, in the order of numbers."""
    if isinstance(value, list):
        return [found for item in value if (found := _unknown(item))]
    if not isinstance(value, dict):
        return None
    below = {key: found for key, item in value.items() if key != UNKNOWN and (found := _unknown(item))}
    raw = value.get(UNKNOWN, b"")
    return {**below, UNKNOWN: _canonical(raw)} if isinstance(raw, bytes) and raw else below


def _canonical(raw: bytes) -> list[tuple[int, bytes]]:
    numbers = [piece.number for piece in pieces(raw, 0, len(raw))]
    records = [written([record]) for record in parsed(raw)]
    return sorted(zip(numbers, records, strict=True))

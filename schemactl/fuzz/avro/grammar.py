"""An Avro schema and a type in; its grammar out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.strict import Strict
from schemactl.fuzz.avro import goals
from schemactl.fuzz.avro.difference import difference
from schemactl.fuzz.avro.malformed import bulk, malformed
from schemactl.fuzz.avro.nesting import nested
from schemactl.fuzz.avro.parts import Builder, written
from schemactl.fuzz.avro.smaller import smaller
from schemactl.fuzz.avro.variants import vary
from schemactl.fuzz.grammar import Payload
from schemactl.fuzz.show import shown
from schemactl.model.avro import Definition, File
from schemactl.witness.avro_events import Events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.avro import Use
    from schemactl.model.reading import Reading
    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices


class AvroGrammar:
    """See schemactl.fuzz.grammar.Grammar. A type is named by its full name, or by the path of a file."""

    def __init__(self, schema: Schema, type_name: str) -> None:
        self.type_name = type_name
        self._strict = Strict(schema)
        self._use: Use = self._strict.use(type_name)
        self._builder = Builder(self._strict)
        self._events = Events(schema, {name: name for name in schema.types})

    def value(self, choices: Choices) -> Any:
        return self._events.use(self._use, choices)

    def event(self, value: Any) -> bytes:
        return written(self._builder.parts(self._use, value))

    def variant(self, value: Any, choices: Choices) -> Payload:
        parts = self._builder.parts(self._use, value)
        done = vary(parts, choices)
        return Payload(" ".join(["variant", *done]), written(parts))

    def malformed(self, value: Any, choices: Choices) -> Payload:
        how, data = malformed(self._builder.parts(self._use, value), choices)
        return Payload(f"malformed {how}", data)

    def stress(self) -> Iterator[Payload]:
        for how, data in nested(self._use, self._builder, self._strict, self._events):
            yield Payload(how, data)
        for how, data in bulk(self._builder, self._use, self._events.smallest(self._use)):
            yield Payload(how, data)

    def read(self, data: bytes) -> Reading:
        return self._strict.read(self.type_name, data)

    def difference(self, expected: Any, got: Any) -> str:
        return difference(self._strict, self._use, expected, got)

    def goals(self) -> frozenset[str]:
        return goals.goals(self._use, self._strict, self._events)

    def met(self, value: Any) -> Iterator[str]:
        return goals.met(self._use, self._strict, value)

    def smaller(self, data: bytes) -> Iterator[bytes]:
        return smaller(data)

    def shown(self, value: Any) -> Any:
        return shown(value)


def grammar(schema: Schema, type_name: str) -> AvroGrammar | None:
    if type_name not in candidates(schema):
        return None
    found = AvroGrammar(schema, type_name)
    return found if found._events.ends_at(found._use) else None  # noqa: SLF001  (it is made here)


def candidates(schema: Schema) -> list[str]:
    """The named types that stand in the files, and the files whose type has no name."""
    unnamed = [root.path for root in schema.roots if isinstance(root, File) and not root.type.name]
    return [*(root.full_name for root in schema.roots if isinstance(root, Definition)), *unnamed]

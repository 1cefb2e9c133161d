"""A schema and one of its types in; what its payloads look like, right and wrong, and what each of them is, out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from schemactl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.reading import Reading
    from schemactl.model.schema import Schema
    from schemactl.witness.choices import Choices


FORMATS = ("protobuf", "avro")


class Payload(NamedTuple):
    """Bytes to be decoded, and how they were made, such as `event`, `variant reordered` or `malformed cut`."""

    made: str
    data: bytes


class Grammar(Protocol):
    """The payloads of one type. Values are plain Python data, as channels take them."""

    type_name: str

    def value(self, choices: Choices) -> Any: ...

    def event(self, value: Any) -> bytes:
        """As an ordinary writer writes it. Raises ValueError if it is no value of the type."""
        ...

    def variant(self, value: Any, choices: Choices) -> Payload:
        """The same value, as every reader must read it and no ordinary writer writes it."""
        ...

    def malformed(self, value: Any, choices: Choices) -> Payload:
        """Damaged bytes: what they are, if anything, `read` tells."""
        ...

    def stress(self) -> Iterator[Payload]:
        """Payloads that are deep or large: always the same ones."""
        ...

    def read(self, data: bytes) -> Reading:
        """What the specification says that these bytes are."""
        ...

    def difference(self, expected: Any, got: Any) -> str:
        """Where two values differ, "" if they mean the same. `unknown …` if it is only about unknown fields."""
        ...

    def goals(self) -> frozenset[str]:
        """What values should have shown: fields, arms, symbols, counts, boundaries."""
        ...

    def met(self, value: Any) -> Iterator[str]:
        """What a value shows of that, each by its path."""
        ...

    def smaller(self, data: bytes) -> Iterator[bytes]:
        """Simpler payloads to try in place of one, the simplest first; by its structure, if it has one."""
        ...

    def shown(self, value: Any) -> Any:
        """A value as JSON."""
        ...


def grammar(schema: Schema, type_name: str) -> Grammar:
    """The grammar of a type. Raises UsageError if the schema has no such type, or no value of it ends."""
    module = import_module(f"schemactl.fuzz.{schema.format}.grammar")
    found: Grammar | None = module.grammar(schema, type_name)
    if found is None:
        names = ", ".join(event_types(schema)[:5])
        raise UsageError(f"{schema.label} has no event {type_name}", fix=f"it has {names or 'none'}")
    return found


def type_names(schema: Schema) -> list[str]:
    """The names of the types that have a grammar, in the order of the text; those of JSON Schema have none."""
    if schema.format not in FORMATS:
        return []
    names: list[str] = import_module(f"schemactl.fuzz.{schema.format}.grammar").candidates(schema)
    return names


def event_types(schema: Schema) -> list[str]:
    """Those of them that topics may carry; all, if none seems to be (a type that holds itself)."""
    names = type_names(schema)
    return [name for name in names if schema.is_event(name)] or names

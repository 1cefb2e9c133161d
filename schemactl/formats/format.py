"""What a schema format offers: links, a compiler, and a channel through which real bytes go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.change import Step
    from schemactl.model.effect import Direction, Surface
    from schemactl.model.module import Module
    from schemactl.model.schema import FormatName, Schema
    from schemactl.model.source import Batch
    from schemactl.model.witness import Exchange


@dataclass(frozen=True, slots=True)
class Links:
    """How one file hangs together with others, read without compiling it; never raises on bad text.

    package: the Protobuf package ("" elsewhere). defines: names that others may need (Avro full names; last parts of
    JSON Schema addresses; empty in Protobuf, where a file is needed by its import name). needs: such names.
    """

    package: str = ""
    defines: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Memo(Protocol):
    """A store of compiled results by the digest of all that they were made of; may forget, never fails."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...


class Channel(Protocol):
    """A writer's and a reader's schema with the real codec between them."""

    def exchange(self, writer_type: str, reader_type: str | None, value: Any, surface: Surface) -> Exchange:
        """Write `value` (plain Python data) as `writer_type`, read it as `reader_type`, and compare.

        reader_type is None when the reader has no such type: that is `rejects`.
        Raises ValueError if the value does not fit the writer's type.
        """
        ...


class Decoder(Protocol):
    """Reads bytes that anybody may have sent: it ends, in bounded memory, and refuses by ValueError alone."""

    def decode(self, type_name: str, data: bytes) -> Any:
        """One value, as the format's library has it: a message, or fastavro's. Raises KeyError for an unknown type."""
        ...


class Format(Protocol):
    name: FormatName
    comments: bool
    """Whether texts can have comments, as `//` to the end of the line."""

    def links(self, data: bytes) -> Links: ...

    def compile(self, batch: Batch, memo: Memo | None = None) -> Schema:
        """Compile all entries, linked. Raises CompileError with every problem."""
        ...

    def channel(self, step: Step, direction: Direction) -> Channel:
        """The channel whose writer and reader are the step's schemas, as the direction has them."""
        ...


def by_name(names: Sequence[FormatName]) -> tuple[Format, ...]:
    """Load the formats asked for, and only those: each brings its own libraries."""
    from importlib import import_module  # noqa: PLC0415

    return tuple(import_module(f"schemactl.formats.{name}").FORMAT for name in names)


def decoder(schema: Schema) -> Decoder:
    """The decoder of a schema's types (Protobuf and Avro: JSON is read by whatever reads JSON)."""
    from importlib import import_module  # noqa: PLC0415

    found: Decoder = import_module(f"schemactl.formats.{schema.format}.decoder").DECODER(schema)
    return found


def compiled(form: Format, batch: Batch, module: Module, memo: Memo | None = None) -> Schema:
    """Compile a module's batch; the schema knows what the module says of its events. Raises CompileError."""
    return replace(form.compile(batch, memo), events=module.events)


EXTENSIONS: dict[FormatName, tuple[str, ...]] = {
    "protobuf": (".proto",),
    "avro": (".avsc",),
    "jsonschema": (".schema.json",),
}
"""File name endings by format, known without loading the format."""

NAMED: dict[FormatName, tuple[str, ...]] = {"jsonschema": (".json",)}
"""Endings of files that are of a format only if a module's `include` names them: any JSON has this one."""


def ends(name: FormatName, module: Module) -> tuple[str, ...]:
    """The endings of the files that a module has of a format, where its globs choose them."""
    return (*EXTENSIONS[name], *(NAMED.get(name, ()) if module.include else ()))

"""A value in; fastavro writes it with one schema and reads it with the other, and what became of it out."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import fastavro

from schemactl.formats.avro.codec import Codec, shortened
from schemactl.formats.avro.hearing import Hearing, said
from schemactl.model.effect import Outcome, Surface
from schemactl.model.witness import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.schema import Schema

MAX_DEPTH = 64
"""Deeper values are not sent: fastavro recurses in C, on the stack of the thread it is in."""


class AvroChannel:
    """A writer's and a reader's schema with fastavro between them.

    Values are plain Python data of the underlying types; a union's value is None, or (branch, value).
    """

    def __init__(self, writer: Schema, reader: Schema) -> None:
        self.writer = Codec(writer)
        self.reader = Codec(reader)
        self.hearing = Hearing(self.writer, self.reader)

    def exchange(self, writer_type: str, reader_type: str | None, value: Any, surface: Surface) -> Exchange:
        """Write `value` as `writer_type`, read it as `reader_type`, and compare.

        A type's name is its full name, or the path of a file. Raises ValueError if the value does not fit.
        """
        written = self.writer.use(writer_type)
        if written is None or _depth(value) > MAX_DEPTH:
            raise ValueError(f"not a value of {writer_type} that can be sent")
        try:
            spoken = said(self.writer, written, value)
            sent = _send(self.writer.schema(writer_type), value, surface)
        except Exception as error:  # whatever fastavro raises: it did not write
            raise ValueError(f"not a value of {writer_type}: {error}") from error
        read = self.reader.use(reader_type) if reader_type else None
        if read is None or reader_type is None:
            words = f"the reader has no type {reader_type or writer_type}"
            return Exchange(sent=sent, said=spoken, heard=None, error=words, outcome=Outcome.REJECTS)
        try:
            raw = _receive(self.writer.schema(writer_type), self.reader.schema(reader_type), sent, surface)
            heard, outcome = self.hearing.hear(written, read, value, raw)
        except Exception as error:  # noqa: BLE001  (whatever a reader raises: it did not read)
            words = self._words(error)
            return Exchange(sent=sent, said=spoken, heard=None, error=words, outcome=Outcome.REJECTS)
        return Exchange(sent=sent, said=spoken, heard=heard, error=None, outcome=outcome)

    def _words(self, error: Exception) -> str:
        return f"{type(error).__name__}: {shortened(str(error), (self.writer, self.reader))}"


def _send(schema: Any, value: Any, surface: Surface) -> bytes:
    if surface is Surface.WIRE:
        wire = BytesIO()
        fastavro.schemaless_writer(wire, schema, value, strict=True)
        return wire.getvalue()
    if surface is Surface.JSON:
        text = StringIO()
        fastavro.json_writer(text, schema, [value], strict=True)
        sent = text.getvalue().encode()
        _receive(schema, schema, sent, surface)  # some recursive schemas are beyond fastavro's JSON
        return sent
    raise ValueError(f"nothing is sent on the surface {surface}")


def _receive(writer: Any, reader: Any, sent: bytes, surface: Surface) -> Any:
    if surface is Surface.WIRE:
        return fastavro.schemaless_reader(BytesIO(sent), writer, reader)
    return next(fastavro.json_reader(StringIO(sent.decode()), writer, reader))


def _depth(value: Any) -> int:
    """How deep a value is nested, counted without recursion."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [part for item in level for part in _parts(item)]
    return depth


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()

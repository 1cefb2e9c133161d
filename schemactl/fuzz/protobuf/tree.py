"""A value of a message in; its records as a tree that can be rearranged, and the bytes of such a tree, out."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.formats.protobuf.strict import LAYOUTS, UNKNOWN, WIRES
from schemactl.formats.protobuf.wire import BYTES, END, GROUP, VARINT, pieces, tag_bytes, varint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.formats.protobuf.strict import Strict
    from schemactl.model.protobuf import Field


@dataclass(slots=True)
class Record:
    """A record to be written; with a negative wire type, its body alone.

    body: a varint's number, raw bytes, or the records inside. field: what it is of, None if unknown.
    tag_width, width: in how many bytes the tag, and the varint or the length, are written at least.
    items: the values of a record of numbers: several if they are packed, () if it is no such record.
    claim: the length that is written in place of the true one.
    """

    number: int
    wire: int
    body: int | bytes | list[Record]
    field: Field | None = None
    tag_width: int = 0
    width: int = 0
    items: Sequence[Any] = ()
    packed: bool = False
    claim: int | None = None


@dataclass(slots=True)
class Level:
    """The records of one message in a tree, with that message's name; "" in an entry of a map."""

    full_name: str
    records: list[Record]


def written(records: list[Record]) -> bytes:
    """The bytes of records."""
    return b"".join(map(_written, records))


def _written(record: Record) -> bytes:
    if record.wire < 0:
        assert isinstance(record.body, bytes)  # noqa: S101
        return record.body
    tag = varint_bytes(record.number << 3 | record.wire, record.tag_width)
    if isinstance(record.body, int):
        return tag + varint_bytes(record.body, record.width)
    body = written(record.body) if isinstance(record.body, list) else record.body
    if record.wire == BYTES:
        length = len(body) if record.claim is None else record.claim
        return tag + varint_bytes(length, record.width) + body
    return tag + body + (tag_bytes(record.number, END) if record.wire == GROUP else b"")


class Builder:
    """Builds trees as ordinary writers order them: by the schema's order of fields, unknown ones last."""

    def __init__(self, strict: Strict) -> None:
        self._strict = strict

    def records(self, full_name: str, value: dict[str, Any]) -> list[Record]:
        """The records of a message. Raises ValueError for what this encoding does not have (a message set)."""
        fields = self._strict.fields(full_name).values()
        found = [
            record
            for field in fields
            if field.label in value
            for record in self.of_field(field, value[field.label])
        ]
        return [*found, *parsed(value.get(UNKNOWN, b""))]

    def fields(self, full_name: str) -> list[Field]:
        """A message's fields."""
        return list(self._strict.fields(full_name).values())

    def of_field(self, field: Field, value: Any) -> Iterator[Record]:
        if field.type == "map":
            for key, item in value.items():
                entry = [self.one(field.entry[0], key), self.one(field.entry[1], item)]
                yield Record(field.number, BYTES, entry, field)
        elif field.cardinality == "repeated" and field.packed:
            if value:
                yield packed(field, value)
        elif field.cardinality == "repeated":
            yield from (self.one(field, item) for item in value)
        elif field.presence != "implicit" or value or str(value) == "-0.0":
            yield self.one(field, value)

    def one(self, field: Field, value: Any) -> Record:
        """The record of a single value."""
        wire = WIRES[field.type]
        if field.type in ("message", "group"):
            return Record(field.number, wire, self.records(field.type_name, value), field)
        return Record(field.number, wire, scalar(field.type, value), field, items=(value,))


def packed(field: Field, items: list[Any]) -> Record:
    """The record of some values of a repeated field, one after the other."""
    parts = (scalar(field.type, item) for item in items)
    body = b"".join(part if isinstance(part, bytes) else varint_bytes(part) for part in parts)
    return Record(field.number, BYTES, body, field, items=items, packed=True)


def scalar(kind: str, value: Any) -> int | bytes:
    """A single value as a varint's number, or as bytes. Raises ValueError if it is none of the type."""
    try:
        if kind in ("sint32", "sint64"):
            return int(value << 1 ^ value >> 63)
        if WIRES[kind] == VARINT:
            return int(value) & (2**64 - 1)
        if kind in LAYOUTS:
            return struct.pack(LAYOUTS[kind], value)
        return value.encode() if kind == "string" else bytes(value)
    except (TypeError, AttributeError, OverflowError, struct.error) as error:
        raise ValueError(f"{value!r} is no {kind}: {error}") from error


def parsed(data: bytes) -> Iterator[Record]:
    """Records that nothing is known of, from their bytes."""
    for piece in pieces(data, 0, len(data)):
        body = piece.value if piece.wire == VARINT else data[piece.start : piece.end]
        yield Record(piece.number, piece.wire, body)


def levels(full_name: str, records: list[Record]) -> Iterator[Level]:
    """Each message in a tree, the outermost first."""
    yield Level(full_name, records)
    for record in records:
        if isinstance(record.body, list):
            yield from levels(record.field.type_name if record.field else "", record.body)

"""Protobuf bytes and a type of a schema in; what the specification says that they are out.

No library, no recursion below the depth on which readers agree, and no other error than ValueError.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING, Any

from schemactl.formats.protobuf.wire import BYTES, DEEPEST, FIXED32, FIXED64, GROUP, VARINT, pieces, varint
from schemactl.model.protobuf import Enum, Field, Message
from schemactl.model.reading import Entries, NoValueError, OpenError, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.protobuf.wire import Piece
    from schemactl.model.schema import Schema

UNKNOWN = ""
"""The key under which a message has the bytes of the records that its schema does not know."""
WIRES = {
    **dict.fromkeys(("int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "enum"), VARINT),
    **dict.fromkeys(("fixed32", "sfixed32", "float"), FIXED32),
    **dict.fromkeys(("fixed64", "sfixed64", "double"), FIXED64),
    **dict.fromkeys(("string", "bytes", "message", "map"), BYTES),
    "group": GROUP,
}
LAYOUTS = {
    "fixed32": "<I", "sfixed32": "<i", "float": "<f", "fixed64": "<Q", "sfixed64": "<q", "double": "<d",
}  # fmt: skip
PACKABLE = frozenset(name for name, wire in WIRES.items() if wire in (VARINT, FIXED32, FIXED64))
ZERO: dict[str, Any] = {
    "string": "", "bytes": b"", "bool": False, "float": 0.0, "double": 0.0, "message": None,
}  # fmt: skip


class Strict:
    """Readers of a schema's messages."""

    def __init__(self, schema: Schema) -> None:
        self._types = schema.types
        self.fields = cache(self._fields_of)

    def read(self, full_name: str, data: bytes) -> Reading:
        """What these bytes are, as a message of this type."""
        seen = _Seen(self)
        try:
            value = seen.message(full_name, data, 0, len(data), {}, 1)
            seen.required(full_name, value)
        except OpenError as error:
            return Reading(open=str(error))
        except NoValueError as error:
            return Reading(open=seen.open) if seen.open else Reading(refused=str(error))
        return Reading(value=value, open=seen.open)

    def _fields_of(self, full_name: str) -> dict[int, Field]:
        message = self._types[full_name]
        if not isinstance(message, Message):
            raise KeyError(full_name)
        if message.message_set:
            raise OpenError("a message set, which only some readers know")
        return {field.number: field for field in (*message.fields, *message.extensions)}

    def knows(self, enum_name: str, number: int) -> bool:
        """Whether a field of this enum can hold the number."""
        enum = self._types.get(enum_name)
        return not isinstance(enum, Enum) or not enum.closed or any(v.number == number for v in enum.values)

    def first(self, field: Field) -> Any:
        """What a field that is not there reads as, where it has no default of its own."""
        enum = self._types.get(field.type_name)
        return enum.first if field.type == "enum" and isinstance(enum, Enum) else ZERO.get(field.type, 0)


class _Seen:
    """One reading, and the first thing in it that readers may differ about."""

    def __init__(self, strict: Strict) -> None:
        self.strict = strict
        self.open = ""

    def odd(self, why: str) -> None:
        self.open = self.open or why

    def message(
        self, full_name: str, data: bytes, start: int, end: int, value: dict[str, Any], depth: int
    ) -> dict[str, Any]:
        """Merge the fields between start and end into a value of the message."""
        if depth > DEEPEST:
            raise OpenError("nested deeper than readers agree on")
        fields = self.strict.fields(full_name)
        for piece in pieces(data, start, end):
            self.odd(piece.odd)
            field = fields.get(piece.number)
            if field is None or not self.field(field, fields, data, piece, value, depth):
                value[UNKNOWN] = value.get(UNKNOWN, b"") + data[piece.origin : _after(data, piece)]
        return value

    def field(
        self,
        field: Field,
        fields: dict[int, Field],
        data: bytes,
        piece: Piece,
        value: dict[str, Any],
        depth: int,
    ) -> bool:
        """Take one record into the value; False if it is not one of the field's kind."""
        label, wire = field.label, WIRES[field.type]
        if field.cardinality == "repeated" and piece.wire == BYTES and field.type in PACKABLE:
            value.setdefault(label, []).extend(self.packed(field, data, piece))
            if not value[label]:
                del value[label]
            return True
        if piece.wire != wire:
            return False
        if field.type == "map":
            return self.entry(field, data, piece, value, depth)
        if field.type in ("message", "group"):
            self.inner(field, fields, data, piece, value, depth)
            return True
        single = self.single(field, data, piece)
        if field.type == "enum" and not self.strict.knows(field.type_name, single):
            return False
        if field.cardinality == "repeated":
            value.setdefault(label, []).append(single)
        elif field.presence == "implicit" and _is_zero(single):
            value.pop(label, None)
        else:
            _alone(field, fields, value)
            value[label] = single
        return True

    def inner(
        self,
        field: Field,
        fields: dict[int, Field],
        data: bytes,
        piece: Piece,
        value: dict[str, Any],
        depth: int,
    ) -> None:
        """A message in the message: a further one of a singular field is merged into the first."""
        if field.cardinality == "repeated":
            part: dict[str, Any] = {}
            value.setdefault(field.label, []).append(part)
        else:
            _alone(field, fields, value)
            part = value.setdefault(field.label, {})
        self.message(field.type_name, data, piece.start, piece.end, part, depth + 1)

    def packed(self, field: Field, data: bytes, piece: Piece) -> Iterator[Any]:
        layout = LAYOUTS.get(field.type)
        if layout:
            size = struct.calcsize(layout)
            if (piece.end - piece.start) % size:
                raise NoValueError("packed values are cut")
            yield from (item for (item,) in struct.iter_unpack(layout, data[piece.start : piece.end]))
            return
        at = piece.start
        while at < piece.end:
            origin = at
            number, at = varint(data, at, piece.end)
            if at - origin == 10 and data[at - 1] > 1:  # noqa: PLR2004
                self.odd("a varint has more than 64 bits")
            single = _number(field.type, number & (2**64 - 1))
            if field.type == "enum" and not self.strict.knows(field.type_name, single):
                self.odd("a closed enum's unknown number among packed values")
            else:
                yield single

    def single(self, field: Field, data: bytes, piece: Piece) -> Any:
        if piece.wire == VARINT:
            return _number(field.type, piece.value)
        if field.type in LAYOUTS:
            return struct.unpack_from(LAYOUTS[field.type], data, piece.start)[0]
        raw = data[piece.start : piece.end]
        if field.type == "bytes":
            return raw
        try:
            return raw.decode()
        except UnicodeDecodeError:
            if not field.utf8:
                raise OpenError("a string that need not be UTF-8 is none") from None
            raise NoValueError("a string is no UTF-8") from None

    def entry(self, field: Field, data: bytes, piece: Piece, value: dict[str, Any], depth: int) -> bool:
        """An entry of a map: the last one of a key counts. What else is in it readers treat differently."""
        parts: dict[str, Any] = {}
        mates = {item.number: item for item in field.entry}
        for inner in pieces(data, piece.start, piece.end):
            self.odd(inner.odd)
            mate = mates.get(inner.number)
            if mate is None or not self.field(mate, mates, data, inner, parts, depth + 1):
                self.odd("a map's entry has another field")
        key, item = field.entry
        entries = value.setdefault(field.label, Entries())
        if item.type == "message":
            parts.setdefault(item.label, {})
        entries[parts.get(key.label, self.strict.first(key))] = parts.get(item.label, self.strict.first(item))
        return True

    def required(self, full_name: str, value: dict[str, Any]) -> None:
        """Refuse a message in which a required field is missing, at any depth."""
        for field in self.strict.fields(full_name).values():
            held = value.get(field.label)
            if held is None:
                if field.presence == "required":
                    raise NoValueError(f"{field.full_name} is required and missing")
            elif field.type in ("message", "group"):
                for part in held if field.cardinality == "repeated" else (held,):
                    self.required(field.type_name, part)
            elif field.type == "map" and field.entry[1].type == "message":
                for part in held.values():
                    self.required(field.entry[1].type_name, part)


def _alone(field: Field, fields: dict[int, Field], value: dict[str, Any]) -> None:
    """Of a oneof only the last field is set."""
    if field.oneof:
        for other in fields.values():
            if other.oneof == field.oneof and other is not field:
                value.pop(other.label, None)


def _number(kind: str, value: int) -> Any:
    """64 bits as the type has them: more bits than it has are dropped."""
    if kind == "bool":
        return value != 0
    if kind.startswith("sint"):
        value = value & 0xFFFFFFFF if kind == "sint32" else value
        return value >> 1 ^ -(value & 1)
    bits = 64 if kind.endswith("64") else 32
    value &= 2**bits - 1
    return value - 2**bits if not kind.startswith("u") and value >> bits - 1 else value


def _is_zero(single: Any) -> bool:
    """Whether a field without presence is as if it were not there; minus zero is a value."""
    return not single and not (isinstance(single, float) and str(single) == "-0.0")


def _after(data: bytes, piece: Piece) -> int:
    """Where a record ends, its end tag included."""
    return varint(data, piece.end, len(data))[1] if piece.wire == GROUP else piece.end

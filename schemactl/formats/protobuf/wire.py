"""Protobuf bytes in; records (a number, a wire type, a payload) out, and back: no schema, no recursion.

https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schemactl.model.reading import NoValueError, OpenError

if TYPE_CHECKING:
    from collections.abc import Iterator

VARINT, FIXED64, BYTES, GROUP, END, FIXED32 = range(6)
SIZES = {FIXED64: 8, FIXED32: 4}
LAST_NUMBER = 2**29 - 1
LONGEST = 2**31 - 1
"""Bytes of a message, and of a length in it, at most."""
DEEPEST = 99
"""Below that known readers refuse, each at a depth of its own."""


class Piece(NamedTuple):
    """One record: where its payload is, from start to end; group payloads are without their end tag.

    value: of a varint, else 0. origin: where its tag starts. odd: why readers may differ about it, or "".
    """

    number: int
    wire: int
    origin: int
    start: int
    end: int
    value: int = 0
    odd: str = ""


def pieces(data: bytes, start: int, end: int) -> Iterator[Piece]:
    """The records of a message. Raises NoValueError where there is none; OpenError below the deepest group."""
    at = start
    while at < end:
        piece, at = piece_at(data, at, end)
        yield piece


def piece_at(data: bytes, origin: int, end: int) -> tuple[Piece, int]:
    """The record at a place, and where the next one is."""
    tag, at, odd = tag_at(data, origin, end)
    number, wire = tag >> 3, tag & 7
    if wire == VARINT:
        value, after = varint(data, at, end)
        if after - at == 10 and data[after - 1] > 1:  # noqa: PLR2004
            odd = "a varint has more than 64 bits"
        return Piece(number, wire, origin, at, after, value & (2**64 - 1), odd), after
    if wire in SIZES:
        after = at + SIZES[wire]
        _inside(after, end)
        return Piece(number, wire, origin, at, after, 0, odd), after
    if wire == BYTES:
        length, after = varint(data, at, end)
        if length > LONGEST:
            raise NoValueError(f"a length of {length} bytes")
        _inside(after + length, end)
        odd = odd or ("a length has more than five bytes" if after - at > 5 else "")  # noqa: PLR2004
        return Piece(number, wire, origin, after, after + length, 0, odd), after + length
    if wire == GROUP:
        inside, after, odd_inside = group_end(data, at, end, number)
        return Piece(number, wire, origin, at, inside, 0, odd or odd_inside), after
    raise NoValueError("a group ends that has not begun" if wire == END else f"wire type {wire}")


def tag_at(data: bytes, at: int, end: int) -> tuple[int, int, str]:
    """The tag at a place, where it ends, and what is odd about it."""
    tag, after = varint(data, at, end)
    odd = "a tag has more than five bytes" if after - at > 5 else ""  # noqa: PLR2004
    if tag >= 2**32:
        odd, tag = "a tag has more than 32 bits", tag & (2**32 - 1)
    if not tag >> 3:
        if odd:
            raise OpenError(odd)
        raise NoValueError("field number 0")
    return tag, after, odd


def group_end(data: bytes, at: int, end: int, number: int) -> tuple[int, int, str]:
    """Where a group's fields end, and its end tag; what is odd in it. Counts depth instead of recursing."""
    groups, odd = [number], ""
    while groups:
        origin = at
        tag, at, odd_tag = tag_at(data, at, end)
        odd = odd or odd_tag
        wire = tag & 7
        if wire == END:
            if groups.pop() != tag >> 3:
                raise NoValueError("a group ends as another one")
        elif wire == GROUP:
            groups.append(tag >> 3)
            if len(groups) > DEEPEST:
                raise OpenError("nested deeper than readers agree on")
        else:
            piece, at = piece_at(data, origin, end)
            odd = odd or piece.odd
    return origin, at, odd


def varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number and where it ends. Raises NoValueError if it does not end, or has more than ten bytes."""
    value = shift = 0
    for place in range(at, min(at + 10, end)):
        byte = data[place]
        value |= (byte & 127) << shift
        if byte < 128:  # noqa: PLR2004
            return value, place + 1
        shift += 7
    raise NoValueError("a varint does not end")


def varint_bytes(value: int, width: int = 0) -> bytes:
    """A number as a varint; width: in so many bytes at least, ten at most. Negative ones as 64 bits."""
    value &= 2**64 - 1
    out = bytearray()
    while value > 127 or len(out) + 1 < width:  # noqa: PLR2004
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def tag_bytes(number: int, wire: int) -> bytes:
    return varint_bytes(number << 3 | wire)


def _inside(after: int, end: int) -> None:
    if after > end:
        raise NoValueError("it is cut")

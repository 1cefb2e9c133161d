"""Bytes of a message in; simpler ones, record by record, out.

No schema: a length-delimited payload that parses as records may be a message, and trying costs one case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.formats.protobuf.wire import BYTES, END, GROUP, VARINT, pieces, tag_bytes, varint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 8


def smaller(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Without some of the records, then with one of them made simpler; nothing if these are no records."""
    try:
        found = list(pieces(data, 0, len(data)))
    except ValueError:
        return
    if not found:
        return
    ends = [piece.origin for piece in found[1:]] + [len(data)]
    records = [data[piece.origin : end] for piece, end in zip(found, ends, strict=True)]
    size = len(records)
    while size:
        for start in range(0, len(records), size):
            yield b"".join(records[:start] + records[start + size :])
        size //= 2
    for index, piece in enumerate(found):
        head, tail = b"".join(records[:index]), b"".join(records[index + 1 :])
        for simpler in _simpler(piece.number, piece.wire, piece.value, data[piece.start : piece.end], depth):
            yield head + simpler + tail


def _simpler(number: int, wire: int, value: int, body: bytes, depth: int) -> Iterator[bytes]:
    tag = tag_bytes(number, wire)
    if wire == VARINT:
        yield from (tag + varint_bytes(other) for other in (0, 1, value >> 1) if other < value)
    elif wire == BYTES:
        insides = [b"", body[: len(body) // 2], body[:-1]]
        insides += smaller(body, depth + 1) if depth < DEEPEST else ()
        yield from (tag + varint_bytes(len(inside)) + inside for inside in insides)
    elif wire == GROUP and depth < DEEPEST:
        yield from (tag + inside + tag_bytes(number, END) for inside in smaller(body, depth + 1))

"""A value of an Avro type in; the parts of its encoding, which can be rearranged, and their bytes out."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.avro.strict import Strict
    from schemactl.model.avro import Use


@dataclass(slots=True)
class Number:
    """A zig-zag varint. of: what it says (`int`, `long`, `length`, `branch`, `symbol`); limit: how many there are.

    width: in how many bytes it is written at least; most: how many its type has.
    """

    value: int
    of: str
    limit: int = 0
    width: int = 0
    most: int = 10


@dataclass(slots=True)
class Raw:
    """Bytes as they are. of: what they are (`text`, `bytes`, `boolean`, `float`, `double`, `fixed`)."""

    data: bytes
    of: str


@dataclass(slots=True)
class Block:
    """Some items of an array or a map, each as its parts. sized: with the negative count and the size in bytes."""

    items: list[list[Part]]
    sized: bool = False
    count: int | None = None
    size: int | None = None


@dataclass(slots=True)
class Blocks:
    """All blocks of an array or a map. empty: whether its items take no bytes."""

    blocks: list[Block] = field(default_factory=list)
    empty: bool = False


Part = Number | Raw | Blocks


def written(parts: list[Part]) -> bytes:
    return b"".join(map(_written, parts))


def _written(part: Part) -> bytes:
    if isinstance(part, Number):
        return number_bytes(part.value, part.width)
    if isinstance(part, Raw):
        return part.data
    return b"".join(map(_block, part.blocks)) + b"\0"


def _block(block: Block) -> bytes:
    items = b"".join(map(written, block.items))
    count = len(block.items) if block.count is None else block.count
    if not block.sized:
        return number_bytes(count) + items
    return number_bytes(-count) + number_bytes(len(items) if block.size is None else block.size) + items


def number_bytes(value: int, width: int = 0) -> bytes:
    """A number as a zig-zag varint, in so many bytes at least."""
    value = (value << 1 ^ value >> 63) & (2**64 - 1)
    out = bytearray()
    while value > 127 or len(out) + 1 < width:  # noqa: PLR2004
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


class Builder:
    """Builds parts as ordinary writers write them: one block, numbers as short as can be."""

    def __init__(self, strict: Strict) -> None:
        self._strict = strict

    def parts(self, use: Use, value: Any) -> list[Part]:
        """The parts of a value. Raises ValueError if it is none of the type."""
        try:
            return list(self._parts(use, value))
        except (TypeError, AttributeError, KeyError, OverflowError, StopIteration, struct.error) as error:
            raise ValueError(f"{value!r} is no {use.type_name}: {error}") from error

    def _parts(self, use: Use, value: Any) -> Iterator[Part]:
        if use.type == "union":
            yield from self._branch(use, value)
        elif use.type in ("array", "map"):
            yield self._blocks(use, value)
        elif use.type == "record":
            for item in self._strict.definition(use).fields:
                yield from self._parts(item.type, value[item.name])
        elif use.type == "enum":
            symbols = [symbol.name for symbol in self._strict.definition(use).symbols]
            yield Number(symbols.index(value), "symbol", len(symbols), most=5)
        else:
            yield from _plain(use.type, value)

    def _branch(self, union: Use, value: Any) -> Iterator[Part]:
        name, inner = value if isinstance(value, tuple) else ("null", value)
        index = [branch.name for branch in union.branches].index(name)
        yield Number(index, "branch", len(union.branches))
        yield from self._parts(union.branches[index].type, inner)

    def _blocks(self, use: Use, value: Any) -> Blocks:
        inner = use.inner[0]
        if use.type == "array":
            items = [list(self._parts(inner, item)) for item in value]
        else:
            items = [[*_plain("string", key), *self._parts(inner, item)] for key, item in value.items()]
        empty = use.type == "array" and self._strict.empty(inner)
        return Blocks([Block(items)] if items else [], empty)


def _plain(kind: str, value: Any) -> Iterator[Part]:
    if kind in ("int", "long"):
        yield Number(value, kind, most=5 if kind == "int" else 10)
    elif kind in ("string", "bytes"):
        data = value.encode() if kind == "string" else bytes(value)
        yield Number(len(data), "length")
        yield Raw(data, "text" if kind == "string" else kind)
    elif kind in ("float", "double"):
        yield Raw(struct.pack("<f" if kind == "float" else "<d", value), kind)
    elif kind == "boolean":
        yield Raw(bytes([value]), kind)
    elif kind == "fixed":
        yield Raw(bytes(value), kind)


def lists(parts: list[Part]) -> Iterator[list[Part]]:
    """Each list of parts in a value: its own, and those of the items of its blocks."""
    yield parts
    for part in parts:
        if isinstance(part, Blocks):
            for block in part.blocks:
                for item in block.items:
                    yield from lists(item)

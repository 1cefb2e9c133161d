"""A registry's table of names and the pairs that it compares in; what it holds against a reader out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.profiles.profile import Difference
from schemactl.profiles.sight import text_of, visible, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.model.protobuf import Field
    from schemactl.profiles.profile import Side
    from schemactl.profiles.sight import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incompatible difference: its name, which kind of pair shows it when, and what the registry means by it."""

    name: str
    on: str
    when: Callable[[Pair], bool] = field(repr=False)
    why: str


def reading(*rows: Row) -> Callable[[Side, Side], Iterator[Difference]]:
    """How a registry with this table compares."""

    def differences(reader: Side, writer: Side) -> Iterator[Difference]:
        for pair in walk(text_of(reader), text_of(writer)):
            for row in rows:
                if row.on == pair.kind and row.when(pair):
                    yield Difference(name=row.name, paths=pair.paths, why=row.why)

    return differences


def gone(pair: Pair) -> bool:
    return pair.reader is None


def stands_alone(item: Field) -> bool:
    return not item.oneof


def same_group(pair: Pair) -> bool:
    """In both versions in the oneof of one name, or in none; what a map holds is in none."""
    return bool(pair.writer.oneof == pair.reader.oneof)


def left_oneof(pair: Pair) -> bool:
    """The writer's variant is not in the reader's oneof of the same name, which there still is."""
    if pair.writer is None or not pair.writer.oneof:
        return False
    names = {item.oneof for item in visible(pair.owners[1])}
    return pair.writer.oneof in names and (gone(pair) or pair.reader.oneof != pair.writer.oneof)


def members(pair: Pair) -> list[Field]:
    """What the writer has of the members of the reader's oneof."""
    theirs = {item.number: item for item in visible(pair.writer)}
    ours = [item.number for item in visible(pair.reader) if item.oneof == pair.name]
    return [theirs[number] for number in ours if number in theirs]


def joined(pair: Pair) -> int:
    """How many members of the reader's oneof stand alone with the writer."""
    return sum(stands_alone(item) for item in members(pair))


def held_kind(item: Field) -> str:
    """`scalar` (enums too), `map` or `message`."""
    if item.type in {"message", "group"}:
        return "message"
    return "map" if item.type == "map" else "scalar"


ENCODINGS = {
    "int32": "varint", "int64": "varint", "uint32": "varint", "uint64": "varint", "bool": "varint", "enum": "varint",
    "sint32": "zigzag", "sint64": "zigzag", "string": "text", "bytes": "text", "fixed32": "fixed32",
    "sfixed32": "fixed32", "fixed64": "fixed64", "sfixed64": "fixed64", "float": "float", "double": "double",
}  # fmt: skip
"""Scalars that registries take for one another: by what protobuf.dev calls compatible ("Updating A Message Type")."""

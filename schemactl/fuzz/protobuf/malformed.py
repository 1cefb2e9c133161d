"""A message's records in; bytes that are no such message, or that a reader must take care with, out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schemactl.formats.protobuf.strict import LAYOUTS
from schemactl.formats.protobuf.wire import BYTES, END, GROUP, VARINT, tag_bytes, varint_bytes
from schemactl.fuzz.bytes import damaged
from schemactl.fuzz.protobuf.tree import Record, levels, written
from schemactl.model.protobuf import Field, Message
from schemactl.witness.boundaries import DEPTHS, LENGTHS, NO_UTF8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from schemactl.fuzz.protobuf.tree import Builder, Level
    from schemactl.model.element import NamedType
    from schemactl.witness.choices import Choices

    Malformation = Callable[[Level, Choices], bool]

WRONG = (
    b"\x00\x00", b"\x07", b"\x0e", tag_bytes(1, END), tag_bytes(1, GROUP), b"\x08" + b"\xff" * 10 + b"\x01",
    b"\x08" + b"\xff" * 9 + b"\x02", b"\x88\x80\x80\x80\x10\x01", b"\x88\x80\x80\x80\x80\x00\x01", b"\x80", b"\x0d\x00",
    tag_bytes(1, GROUP) + tag_bytes(2, END), tag_bytes(2**29 - 1, BYTES) + varint_bytes(2**31),
)  # fmt: skip
"""Records that are none: number 0, wire types 6 and 7, a group's end alone, its start alone, eleven bytes of varint,
more than 64 bits, tags of too many bits or bytes, what is cut, a group that ends as another, a huge length."""
BULK = 1 << 18


def length(level: Level, choices: Choices) -> bool:
    """A length that is not the true one."""
    record = _any(level, choices, lambda item: item.wire == BYTES)
    if record:
        true = len(record.body) if isinstance(record.body, bytes) else len(written(_inner(record)))
        record.claim = choices.pick((true + 1, max(0, true - 1), *LENGTHS), "length")
    return bool(record)


def no_text(level: Level, choices: Choices) -> bool:
    record = _any(level, choices, lambda item: bool(item.field and item.field.type == "string"))
    if record:
        record.body = b"ab" + choices.pick(NO_UTF8, "utf8")
    return bool(record)


def ragged(level: Level, choices: Choices) -> bool:
    """Packed values, the last one cut."""
    record = _any(level, choices, lambda item: item.packed)
    if record:
        assert isinstance(record.body, bytes)  # noqa: S101
        fixed = record.field and record.field.type in LAYOUTS
        record.body = record.body[:-1] if fixed else record.body + b"\x80"
    return bool(record)


def wrong_record(level: Level, choices: Choices) -> bool:
    """A record that is none, at the end of a message."""
    level.records.append(Raw(choices.pick(WRONG, "wrong")))
    return True


def missing(level: Level, choices: Choices) -> bool:
    """A field is not there: it may be required."""
    required = [item for item in level.records if item.field and item.field.presence == "required"]
    if required:
        level.records.remove(choices.pick(required, "required"))
    return bool(required)


def odd_entry(level: Level, choices: Choices) -> bool:
    """A field in a map's entry that is neither key nor value."""
    if not level.full_name:
        level.records.insert(choices.number(0, len(level.records)), Record(3, VARINT, 1))
    return not level.full_name


MALFORMATIONS: tuple[Malformation, ...] = (length, no_text, ragged, wrong_record, missing, odd_entry)


class Raw(Record):
    """Bytes that are written as they are."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0, -1, data)


def malformed(full_name: str, records: list[Record], choices: Choices) -> tuple[str, bytes]:
    """Make one payload, and tell how: half of them know what they damage."""
    if choices.number(0, 1):
        places = list(levels(full_name, records))
        change = choices.pick(MALFORMATIONS, "malformation")
        if change(places[choices.number(0, len(places) - 1)], choices):
            return change.__name__.replace("_", "-"), written(records)
    return damaged(written(records), choices)


def deepest(full_name: str, types: Mapping[str, NamedType]) -> Iterator[tuple[str, bytes]]:
    """Nested as deep as no writer nests: in fields that lead back to their message, and in unknown groups."""
    number = 2047
    for depth in DEPTHS:
        yield f"deep-{depth} groups", tag_bytes(number, GROUP) * depth + tag_bytes(number, END) * depth
        for lead, circle in islice(circles(full_name, types), 4):
            body = b""
            for place in range(depth):
                body = _around(circle[-1 - place % len(circle)], body)
            for field in reversed(lead):
                body = _around(field, body)
            yield f"deep-{depth} {circle[0].full_name}", body


def bulk(full_name: str, builder: Builder) -> Iterator[tuple[str, bytes]]:
    """Payloads that are large in one place: each field's text, bytes or list, of a quarter of a megabyte."""
    for field in builder.fields(full_name):
        if field.type in ("string", "bytes"):
            times = 1 if field.cardinality == "singular" else BULK // 64
            yield (
                f"bulk {field.label}",
                written([Record(field.number, BYTES, b"a" * (BULK // times))] * times),
            )
        elif field.cardinality == "repeated" and field.type not in ("message", "group", "map"):
            yield f"bulk {field.label}", written([builder.one(field, 1)] * (BULK // 8))
    yield "bulk unknown", written([Record(2047, VARINT, 1)] * (BULK // 8))


def circles(
    full_name: str, types: Mapping[str, NamedType], within: tuple[tuple[str, Field], ...] = ()
) -> Iterator[tuple[list[Field], list[Field]]]:
    """The ways on which a message comes to hold another of itself: what leads there, and the circle."""
    names = [name for name, _ in within]
    if full_name in names:
        at = names.index(full_name)
        path = [field for _, field in within]
        yield path[:at], path[at:]
        return
    message = types.get(full_name)
    for field in message.fields if isinstance(message, Message) and len(within) < 6 else ():  # noqa: PLR2004
        if field.type in ("message", "group"):
            yield from circles(field.type_name, types, (*within, (full_name, field)))


def _around(field: Field, body: bytes) -> bytes:
    if field.type == "group":
        return tag_bytes(field.number, GROUP) + body + tag_bytes(field.number, END)
    return tag_bytes(field.number, BYTES) + varint_bytes(len(body)) + body


def _inner(record: Record) -> list[Record]:
    return record.body if isinstance(record.body, list) else []


def _any(level: Level, choices: Choices, fit: Callable[[Record], bool]) -> Record | None:
    fitting = [item for item in level.records if fit(item)]
    return choices.pick(fitting, "") if fitting else None

"""A message as written and the same bytes as read in; what was lost or misread out."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from schemactl.model.effect import HARM, Outcome, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.protobuf.upb import Descriptor, EnumDescriptor, FieldDescriptor


@dataclass(frozen=True, slots=True)
class Difference:
    outcome: Outcome
    detail: str


def observe(said: Any, heard: Any, surface: Surface) -> Difference:
    """The most harmful difference between what the writer said and what the reader heard."""
    found = list(_Observer(surface).messages(said, heard, ""))
    return min(
        found, key=lambda difference: HARM.index(difference.outcome), default=Difference(Outcome.OK, "")
    )


class _Observer:
    """Compares by field number on the wire, and by name in JSON."""

    def __init__(self, surface: Surface) -> None:
        self.json = surface is Surface.JSON

    def counterpart(self, field: FieldDescriptor, reader: Descriptor) -> FieldDescriptor | None:
        """The reader's field that takes what the writer's field wrote."""
        if field.is_extension and self.json:
            return _extension_named(field.full_name, reader)
        if not self.json:
            return reader.fields_by_number.get(field.number) or _extension(field, reader)
        for other in reader.fields:
            if field.json_name in (other.json_name, other.name):
                return other
        return None

    def messages(self, said: Any, heard: Any, path: str) -> Iterator[Difference]:
        if packed := _packed(said):
            yield from self.packed(packed, heard, path)
            return
        for field, value in said.ListFields():
            here = f"{path}{field.name}"
            other = self.counterpart(field, heard.DESCRIPTOR)
            if other is None:
                yield Difference(Outcome.LOSES, f"{here}={_text(field, value)} is not seen")
            else:
                yield from self.field(field, value, other, heard, here)
                if not self.json and _moved(field, other) and _is_set(heard, other):
                    yield Difference(
                        Outcome.MISREADS, f"{here}={_text(field, value)} is read as {other.name}"
                    )
        yield from self.unsaid(said, heard, path)

    def packed(self, said: Any, heard: Any, path: str) -> Iterator[Difference]:
        """What is in an Any, if the reader can unpack it: it goes by the full name, which is on the wire."""
        read = _packed(heard)
        if read is None:
            name = said.DESCRIPTOR.full_name
            yield Difference(Outcome.LOSES, f"{path}={name} is not known here, and stays packed")
        else:
            yield from self.messages(said, read, path)

    def unsaid(self, said: Any, heard: Any, path: str) -> Iterator[Difference]:
        """What the reader hears though it was never said: another default for what is absent."""
        for field in said.DESCRIPTOR.fields:
            other = self.counterpart(field, heard.DESCRIPTOR)
            if other is None or _is_set(said, field) or field.is_repeated or other.is_repeated:
                continue
            if field.message_type or other.message_type or _is_set(heard, other):
                continue
            if _kind(field) == _kind(other) and not self.same(
                field, field.default_value, other, other.default_value
            ):
                ours, theirs = _text(field, field.default_value), _text(other, other.default_value)
                yield Difference(
                    Outcome.MISREADS, f"absent {path}{field.name} is {ours} to its writer, {theirs} here"
                )

    def field(
        self, field: FieldDescriptor, value: Any, other: FieldDescriptor, heard: Any, path: str
    ) -> Iterator[Difference]:
        got = heard.Extensions[other] if other.is_extension else getattr(heard, other.name)
        if _is_map(field) or _is_map(other):
            yield from self.maps(field, value, other, got, path)
        elif field.is_repeated and other.is_repeated:
            yield from self.lists(field, list(value), other, list(got), path)
        elif field.is_repeated:
            yield from self.last(field, list(value), other, got, path)
        elif other.is_repeated:
            yield from self.lists(field, [value], other, list(got), path)
        elif not _is_set(heard, other):
            yield from self.absent(field, value, other, got, path)
        else:
            yield from self.values(field, value, other, got, path)

    def absent(
        self, field: FieldDescriptor, value: Any, other: FieldDescriptor, got: Any, path: str
    ) -> Iterator[Difference]:
        """The reader's field is not set: an implicit one may still show the same value."""
        shown = "nothing" if other.message_type else _text(other, got)
        if other.has_presence or not self.same(field, value, other, got):
            yield Difference(Outcome.LOSES, f"{path}={_text(field, value)} is read as {other.name}={shown}")
        elif field.has_presence and not field.is_required:
            yield Difference(Outcome.LOSES, f"that {path}={_text(field, value)} was set is not seen")

    def lists(
        self, field: FieldDescriptor, said: list[Any], other: FieldDescriptor, heard: list[Any], path: str
    ) -> Iterator[Difference]:
        if len(heard) < len(said) and self.skips(field, said, other, heard):
            missing = f"{len(said) - len(heard)} of {len(said)} values of {path}"
            yield Difference(Outcome.LOSES, f"{missing} are not seen")
        elif len(heard) != len(said):
            yield Difference(Outcome.MISREADS, f"{len(said)} values of {path} are read as {len(heard)}")
        else:
            for index, (value, got) in enumerate(zip(said, heard, strict=True)):
                yield from self.values(field, value, other, got, f"{path}[{index}]")

    def skips(
        self, field: FieldDescriptor, said: list[Any], other: FieldDescriptor, heard: list[Any]
    ) -> bool:
        """Whether all that was heard was said, in this order."""
        rest = iter(said)
        return all(any(self.same(field, value, other, got) for value in rest) for got in heard)

    def last(
        self, field: FieldDescriptor, said: list[Any], other: FieldDescriptor, got: Any, path: str
    ) -> Iterator[Difference]:
        """A singular reader of repeated data: the last value wins (messages are merged)."""
        if len(said) > 1 or not self.same(field, said[-1], other, got):
            yield Difference(Outcome.LOSES, f"{path}={_text(field, said)} is read as {_text(other, got)}")

    def maps(
        self, field: FieldDescriptor, said: Any, other: FieldDescriptor, heard: Any, path: str
    ) -> Iterator[Difference]:
        """A map is a repeated entry message; a reader with a map keeps the last entry of each key."""
        theirs = _entries(other, heard)
        ours = _entries(field, said)
        if ours is None or theirs is None:
            outcome = Outcome.MISREADS if heard else Outcome.LOSES
            yield Difference(outcome, f"{path}, a map on one side alone, is read as {heard!r}")
            return
        (our_key, our_value), (their_key, their_value) = _entry_fields(field), _entry_fields(other)
        for key, value in ours:
            match = [got for name, got in theirs if self.same(our_key, key, their_key, name)]
            here = f"{path}[{_text(our_key, key)}]"
            if not match:
                yield self.missing(here, ours, our_key, theirs, their_key)
            elif len(match) < sum(self.same(our_key, key, our_key, name) for name, _ in ours):
                yield Difference(Outcome.LOSES, f"only the last value of {here} is seen")
            elif _is_map(other) and not self.same(our_value, value, their_value, match[-1]):
                yield from self.entry(our_value, value, their_value, match[-1], here)

    def missing(
        self, path: str, ours: Any, our_key: FieldDescriptor, theirs: Any, their_key: FieldDescriptor
    ) -> Difference:
        """An entry that is not there: gone, or under a key that nobody said (the default is no key's reading)."""
        for name, _ in theirs:
            said = any(self.same(our_key, key, their_key, name) for key, _ in ours)
            if not said and name != their_key.default_value:
                return Difference(Outcome.MISREADS, f"{path} is read under the key {_text(their_key, name)}")
        return Difference(Outcome.LOSES, f"{path} is not seen")

    def entry(
        self, field: FieldDescriptor, value: Any, other: FieldDescriptor, got: Any, path: str
    ) -> Iterator[Difference]:
        """A map value that differs: as its default if its bytes were not understood."""
        if field.message_type and other.message_type:
            yield from self.messages(value, got, f"{path}.")
        elif not field.message_type and not other.message_type and got == other.default_value:
            yield Difference(Outcome.LOSES, f"{path}={_text(field, value)} is read as {_text(other, got)}")
        else:
            yield from self.values(field, value, other, got, path)

    def values(
        self, field: FieldDescriptor, value: Any, other: FieldDescriptor, got: Any, path: str
    ) -> Iterator[Difference]:
        if field.message_type and other.message_type:
            yield from self.messages(value, got, f"{path}.")
        elif not self.same(field, value, other, got):
            yield Difference(Outcome.MISREADS, f"{path}={_text(field, value)} is read as {_text(other, got)}")

    def same(self, field: FieldDescriptor, value: Any, other: FieldDescriptor, got: Any) -> bool:
        """Whether two single values mean the same."""
        if field.message_type and other.message_type:
            return not list(self.messages(value, got, ""))
        if field.enum_type and other.enum_type:
            return self.same_enum(field.enum_type, value, other.enum_type, got)
        if str in (type(value), type(got)) and (field.message_type or other.message_type):
            return not _plain(value) and not _plain(
                got
            )  # a message's bytes are no text, though they may pass for it
        by_name = self.json and field.enum_type and isinstance(got, (str, bytes))
        ours, theirs = _plain(_enum_name(field.enum_type, value) if by_name else value), _plain(got)
        if self.json and field.type == field.TYPE_FLOAT and isinstance(theirs, float):
            theirs = _single(theirs)  # JSON has a float's shortest digits: as a double these are near it
        if isinstance(ours, float) and isinstance(theirs, float) and math.isnan(ours) and math.isnan(theirs):
            return True
        if self.json and isinstance(ours, bytes) != isinstance(theirs, bytes):
            return bool(_numeric(ours) == _numeric(theirs))
        return bool(ours == theirs)

    def same_enum(self, ours: EnumDescriptor, value: int, theirs: EnumDescriptor, got: int) -> bool:
        """An enum value is its name where one side knows the other's, else its number: a rename changes nothing."""
        said, heard = ours.values_by_number.get(value), theirs.values_by_number.get(got)
        if said and said.name in theirs.values_by_name:
            return bool(theirs.values_by_name[said.name].number == got)
        if heard and heard.name in ours.values_by_name:
            return bool(ours.values_by_name[heard.name].number == value)
        return value == got


def _packed(message: Any) -> Any:
    """The message in an Any, if its side knows the type; None for any other message."""
    if message.DESCRIPTOR.full_name != "google.protobuf.Any":
        return None
    try:
        found = message.DESCRIPTOR.file.pool.FindMessageTypeByName(message.TypeName())
    except KeyError:
        return None
    inner = GetMessageClass(found)()
    return inner if message.Unpack(inner) else None


def _extension(field: FieldDescriptor, reader: Descriptor) -> FieldDescriptor | None:
    """The reader's extension, or field, with the number of the writer's."""
    try:
        return reader.file.pool.FindExtensionByNumber(reader, field.number)
    except KeyError:
        return reader.fields_by_number.get(field.number)


def _extension_named(full_name: str, reader: Descriptor) -> FieldDescriptor | None:
    """The reader's extension of that name: JSON knows extensions by their names."""
    try:
        found = reader.file.pool.FindExtensionByName(full_name)
    except KeyError:
        return None
    return found if found.containing_type is reader else None


def _moved(field: FieldDescriptor, other: FieldDescriptor) -> bool:
    """Whether one side gives the other's name to another number: then these are not the same field."""
    if field.is_extension or other.is_extension or field.name == other.name:
        return False
    return (
        field.name in other.containing_type.fields_by_name
        or other.name in field.containing_type.fields_by_name
    )


def _is_map(field: FieldDescriptor) -> bool:
    return bool(field.message_type and field.message_type.GetOptions().map_entry)


def _entry_fields(field: FieldDescriptor) -> tuple[FieldDescriptor, FieldDescriptor]:
    by_number = field.message_type.fields_by_number
    return by_number[1], by_number[2]


def _entries(field: FieldDescriptor, value: Any) -> list[tuple[Any, Any]] | None:
    """A map's entries, or those of a repeated message that is like an entry; None for anything else."""
    if _is_map(field):
        return list(value.items())
    if (
        not field.is_repeated
        or not field.message_type
        or not {1, 2} <= set(field.message_type.fields_by_number)
    ):
        return None
    key, item = _entry_fields(field)
    return [(getattr(entry, key.name), getattr(entry, item.name)) for entry in value]


def _is_set(message: Any, field: FieldDescriptor) -> bool:
    if field.is_extension:
        return bool(message.Extensions[field] if field.is_repeated else message.HasExtension(field))
    if field.has_presence:
        return bool(message.HasField(field.name))
    return any(item.number == field.number for item, _ in message.ListFields())


def _kind(field: FieldDescriptor) -> str:
    return "enum" if field.enum_type else type(_plain(field.default_value)).__name__


def _plain(value: Any) -> Any:
    """A value as what it is on the wire: text and messages as bytes, truth as a number."""
    if isinstance(value, Message):
        return value.SerializeToString(deterministic=True)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return int(value) if isinstance(value, bool) else value


def _single(value: float) -> float:
    """The float nearest to a double."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return value


def _numeric(value: Any) -> Any:
    """The number or truth that text spells; anything else as it is."""
    if not isinstance(value, bytes):
        return value
    if value in (b"true", b"false"):
        return int(value == b"true")
    for spelled in (int, float):
        try:
            return spelled(value)
        except ValueError:
            pass
    return value


def _enum_name(enum: EnumDescriptor, number: int) -> str:
    value = enum.values_by_number.get(number)
    return value.name if value else str(number)


def _text(field: FieldDescriptor, value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, (str, bytes)):
        return repr(value).replace("'", '"')
    if isinstance(value, Message):
        return "{" + str(value).replace("\n", " ").strip() + "}"
    if isinstance(value, (int, float)):
        return _enum_name(field.enum_type, int(value)) if field.enum_type else str(value).lower()
    return "[" + ", ".join(_text(field, item) for item in value) + "]"

"""Two versions of a .proto file in; every pair of declarations that a registry compares out: by number and by name.

Registries compare the text of one subject. They know no renames, so what our comparison tells as one change
(a field renumbered, a type renamed) they see as something gone and something new.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from schemactl.model.element import NamedType
from schemactl.model.protobuf import Enum, Field, File, Message, Service, short

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from schemactl.profiles.profile import Side

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Text:
    """One .proto file as a registry is given it, with the types that it may refer to, imported ones too."""

    file: File
    messages: tuple[Message, ...]
    enums: tuple[Enum, ...]
    services: tuple[Service, ...]
    extensions: tuple[Field, ...]
    types: Mapping[str, NamedType]

    def local(self, type_name: str) -> str:
        """A type's name without its package: the messages around it belong to it."""
        parts = type_name.split(".")
        for end in range(1, len(parts)):
            if ".".join(parts[:end]) in self.types:
                return ".".join(parts[end - 1 :])
        return parts[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What stands in the same place in both versions; None where a version has nothing there.

    kind: `file`, `message`, `enum`, `value`, `field`, `type` (what a field holds, or the key or value of its map)
    or `oneof` (the reader's, told by name). owners: what holds them: a text, a message, an enum, or a map's field.
    """

    kind: str
    writer: Any
    reader: Any
    owners: tuple[Any, Any] = (None, None)
    texts: tuple[Text, Text]
    name: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """The labels that are written before two fields; what a map holds has none."""
        in_map = isinstance(self.owners[0], Field)
        return ("", "") if in_map else (self.writer.keyword, self.reader.keyword)

    @property
    def paths(self) -> tuple[str, ...]:
        """How our changes call this: as the reader has it, then as the writer has it."""
        if self.kind == "oneof":
            members = [item for item in visible(self.reader) if item.oneof == self.name]
            return (f"{self.reader.full_name}.{self.name}", *(item.full_name for item in members))
        if self.kind == "file":
            inside = (item.full_name for text in reversed(self.texts) for item in text.messages)
            return (self.reader.path, *dict.fromkeys(inside))
        sides = ((self.reader, self.owners[1]), (self.writer, self.owners[0]))
        return tuple(dict.fromkeys(path(element, owner) for element, owner in sides if element is not None))


def path(element: Any, owner: Any) -> str:
    return element.full_name if isinstance(element, NamedType) else f"{owner.full_name}.{element.name}"


def text_of(side: Side) -> Text:
    """The declarations of one file, and all types that they may refer to."""
    roots = side.roots
    return Text(
        next(root for root in roots if isinstance(root, File)),
        tuple(root for root in roots if isinstance(root, Message)),
        tuple(root for root in roots if isinstance(root, Enum)),
        tuple(root for root in roots if isinstance(root, Service)),
        tuple(root for root in roots if isinstance(root, Field)),
        side.schema.types,
    )


def visible(message: Message) -> tuple[Field, ...]:
    """A message's fields without the groups of proto2, which the registries' parsers set apart."""
    return tuple(item for item in message.fields if not is_group(item))


def messages(owner: Text | Message) -> tuple[Message, ...]:
    """The messages in a file or in a message, without those that belong to a group."""
    fields = owner.fields if isinstance(owner, Message) else ()
    groups = {item.type_name for item in fields if is_group(item)}
    return tuple(item for item in owner.messages if item.full_name not in groups)


def is_group(field: Field) -> bool:
    return field.type == "group" and bool(field.keyword)


def walk(reader: Text, writer: Text) -> Iterator[Pair]:
    """Everything that stands in the same place, or in one version alone, from the file down to enum values."""
    yield from _Walk(reader, writer).file()


class _Walk:
    def __init__(self, reader: Text, writer: Text) -> None:
        self.reader = reader
        self.writer = writer
        self.texts = (writer, reader)
        self.done: set[tuple[str, str]] = set()

    def pair(self, kind: str, writer: Any, reader: Any, owners: tuple[Any, Any], name: str = "") -> Pair:
        return Pair(kind=kind, writer=writer, reader=reader, owners=owners, name=name, texts=self.texts)

    def file(self) -> Iterator[Pair]:
        yield self.pair("file", self.writer.file, self.reader.file, self.texts)
        yield from self.types(self.writer, self.reader)

    def types(self, writer: Text | Message, reader: Text | Message) -> Iterator[Pair]:
        """The types that two owners hold, by name: a message and an enum of one name are two."""
        owners = (writer, reader)
        for old, new in matched(messages(writer), messages(reader), lambda item: short(item.full_name)):
            yield self.pair("message", old, new, owners)
            if old is not None and new is not None:
                yield from self.message(old, new)
        for before, after in matched(writer.enums, reader.enums, lambda item: short(item.full_name)):
            yield self.pair("enum", before, after, owners)
            if before is not None and after is not None:
                yield from self.enum(before, after)

    def message(self, writer: Message, reader: Message) -> Iterator[Pair]:
        """Two versions of a message, once: a message that is reached through itself is being compared already."""
        if (writer.full_name, reader.full_name) in self.done:
            return
        self.done.add((writer.full_name, reader.full_name))
        owners = (writer, reader)
        for old, new in matched(visible(writer), visible(reader), lambda item: item.number):
            yield self.pair("field", old, new, owners)
            if old is not None and new is not None:
                yield from self.held(old, new, owners)
        for name in dict.fromkeys(item.oneof for item in visible(reader) if item.oneof):
            yield self.pair("oneof", writer, reader, owners, name)
        yield from self.types(writer, reader)

    def held(self, old: Field, new: Field, owners: tuple[Any, Any]) -> Iterator[Pair]:
        """What a field holds; of two maps, what they map. A message of another file is compared on the spot."""
        if old.type == new.type == "map":
            for before, after in zip(old.entry, new.entry, strict=True):
                yield from self.held(before, after, (old, new))
            return
        yield self.pair("type", old, new, owners)
        writer, reader = self.writer.types.get(old.type_name), self.reader.types.get(new.type_name)
        same_name = self.writer.local(old.type_name) == self.reader.local(new.type_name)
        if same_name and isinstance(writer, Message) and isinstance(reader, Message):
            yield from self.message(writer, reader)

    def enum(self, writer: Enum, reader: Enum) -> Iterator[Pair]:
        for old, new in matched(writer.values, reader.values, lambda item: item.number):
            yield self.pair("value", old, new, (writer, reader))


def matched(
    writers: Iterable[Item], readers: Iterable[Item], key: Callable[[Item], Hashable]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Pairs of what has the same key, in the order of the reader's text, then what only the writer has."""
    olds = {key(item): item for item in writers}
    for item in readers:
        yield olds.pop(key(item), None), item
    for left in olds.values():
        yield left, None

"""Protobuf's elements: what identifies them and what can change. Editions features are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from schemactl.model.element import Element, NamedType, facet, key, kids

if TYPE_CHECKING:
    from collections.abc import Hashable

NumberRange = tuple[int, int]
"""First and last number, both inclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Element):
    """A .proto file, apart from its declarations. `codegen`: options that shape generated code, as name=value."""

    KIND: ClassVar[str] = "file"

    path: str = key()
    syntax: str = facet()
    package: str = facet()
    codegen: tuple[str, ...] = facet(default=())

    @property
    def label(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Element):
    """A field or, with an extendee, an extension.

    apart: what an extension extends, where that is no neighbour; others are among the fields of what they extend.
    name: an extension's is its full name.
    type: a scalar's name, `enum`, `message`, `group` (delimited encoding) or `map`. type_name: of enums and messages.
    cardinality: `singular` or `repeated` (maps too).
    presence: `implicit`, `explicit`, `required`, or `none` (repeated).
    oneof: the real oneof it is in; synthetic oneofs are not oneofs. default: the explicit one, as text.
    entry: a map's key and value fields. keyword: the label as written, "" where there is none; never compared.
    proto2: whether it stands in a proto2 file, where one reader takes all enums for closed; never compared.
    """

    KIND: ClassVar[str] = "field"
    MEANING: ClassVar[str] = "name"

    number: int = key()
    apart: str = key(default="")
    extendee: str = facet(default="", within="apart", link=True)
    name: str = facet(within="extendee")
    full_name: str
    json_name: str = facet(within="name")
    type: str = facet()
    type_name: str = facet(default="", within="type", link=True)
    cardinality: str = facet(default="singular")
    presence: str = facet(default="none", within="cardinality")
    oneof: str = facet(default="")
    packed: bool = facet(default=False, within="type")
    default: str | None = facet(default=None, within="type")
    utf8: bool = facet(default=False, within="type")
    codegen: tuple[str, ...] = facet(default=())
    deprecated: bool = facet(default=False)
    keyword: str = field(default="", compare=False)
    proto2: bool = field(default=False, compare=False)
    entry: tuple[Field, ...] = kids(within="type")

    @property
    def label(self) -> str:
        return f"[{self.name}]" if self.extendee else self.name

    def path_in(self, owner: str) -> str:
        return self.label if self.extendee else Element.path_in(self, owner)

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        return (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue(Element):
    """A number of an enum with its name and, with allow_alias, its other names."""

    KIND: ClassVar[str] = "enum_value"
    MEANING: ClassVar[str] = "name"

    number: int = key()
    name: str = facet()
    aliases: tuple[str, ...] = facet(default=())
    deprecated: bool = facet(default=False)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        return (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(NamedType):
    """An enum. first: the number of its first value, which absent fields of closed enums read as."""

    KIND: ClassVar[str] = "enum"

    name: str = key()
    closed: bool = facet()
    first: int = facet()
    reserved: tuple[NumberRange, ...] = facet(default=())
    reserved_names: tuple[str, ...] = facet(default=())
    deprecated: bool = facet(default=False)
    values: tuple[EnumValue, ...] = kids()

    @property
    def label(self) -> str:
        return self.name

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        members = tuple((value.number, value.names) for value in self.values)
        return ((short(self.full_name), members), members, short(self.full_name))

    def resembles(self, other: Element) -> bool:
        return isinstance(other, Enum) and overlap(
            {(value.number, value.name) for value in self.values},
            {(value.number, value.name) for value in other.values},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(NamedType):
    """A message. name: the full name at the top level, the simple one inside another message.

    extensions: those of this message, wherever they are declared.
    indexes: its place among the messages of its file, and below that among those of each message around it.
    """

    KIND: ClassVar[str] = "message"

    name: str = key()
    message_set: bool = facet(default=False)
    reserved: tuple[NumberRange, ...] = facet(default=())
    reserved_names: tuple[str, ...] = facet(default=())
    extension_ranges: tuple[NumberRange, ...] = facet(default=())
    deprecated: bool = facet(default=False)
    indexes: tuple[int, ...] = field(default=(), repr=False, compare=False)
    fields: tuple[Field, ...] = kids()
    messages: tuple[Message, ...] = kids()
    enums: tuple[Enum, ...] = kids()
    extensions: tuple[Field, ...] = kids()

    @property
    def label(self) -> str:
        return self.name

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        members = tuple(sorted((item.number, item.name, item.type, item.cardinality) for item in self.fields))
        by_shape = (members,) if members else ()
        return ((short(self.full_name), members), *by_shape, short(self.full_name))

    def resembles(self, other: Element) -> bool:
        return isinstance(other, Message) and overlap(
            {(item.number, item.name) for item in self.fields},
            {(item.number, item.name) for item in other.fields},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Element):
    KIND: ClassVar[str] = "method"

    name: str = key()
    input: str = facet(link=True)
    output: str = facet(link=True)
    client_streaming: bool = facet(default=False)
    server_streaming: bool = facet(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Element):
    KIND: ClassVar[str] = "service"

    name: str = key()
    methods: tuple[Method, ...] = kids()


def short(full_name: str) -> str:
    """A full name without its package and outer messages."""
    return full_name.rpartition(".")[2]


def overlap(ours: set[tuple[int, str]], theirs: set[tuple[int, str]]) -> bool:
    """Whether at least half of the larger set is in both; two empty sets are alike."""
    return 2 * len(ours & theirs) >= max(len(ours), len(theirs))

"""Avro's elements: what identifies them and what can change. Nested definitions are lifted to the top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from schemactl.model.element import Element, NamedType, facet, key, kids

if TYPE_CHECKING:
    from collections.abc import Hashable

PRIMITIVES = frozenset({"null", "boolean", "int", "long", "float", "double", "bytes", "string"})
NAMED = frozenset({"record", "enum", "fixed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AvroElement(Element):
    """doc: the author's words, from the attribute `doc`; never compared."""

    doc: str = field(default="", repr=False, compare=False)

    @property
    def comment(self) -> str:
        return self.doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(AvroElement):
    """A type where it is used: below a field, a branch, a file, a fixed, an array (items) or a map (values).

    type: a primitive, `array`, `map`, `union`, or what kind of definition `name` (a full name) refers to.
    logical: a known and valid logical type, such as `date` or `decimal(12, 2)`; "" if there is none.
    properties: attributes that the specification does not define, as JSON.
    scaled: whether a decimal says its scale; it is 0 where it does not.
    """

    KIND: ClassVar[str] = "type"

    role: str = key(default="type")
    type: str = facet()
    name: str = facet(default="", within="type", link=True)
    logical: str = facet(default="", within="type")
    properties: str = facet(default="{}")
    scaled: bool = field(default=True, repr=False, compare=False)
    inner: tuple[Use, ...] = kids(within="type")
    branches: tuple[Branch, ...] = kids(within="type")

    @property
    def label(self) -> str:
        return "" if self.role == "type" else self.role

    @property
    def type_name(self) -> str:
        """The type in one line, as people write it."""
        if self.type == "union":
            return f"[{', '.join(branch.type.type_name for branch in self.branches)}]"
        if self.inner:
            return f"{self.type}<{self.inner[0].type_name}>"
        return f"{self.name or self.type}{self.logical and f' {self.logical}'}"

    @property
    def parts(self) -> tuple[Use, ...]:
        """The types of its items, values or branches."""
        return (*self.inner, *(branch.type for branch in self.branches))

    @property
    def branch_names(self) -> frozenset[str]:
        """The full names of the types that are branches in it, however deep."""
        own = (branch.type.name for branch in self.branches if branch.type.name)
        return frozenset(own).union(*(part.branch_names for part in self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(AvroElement):
    """A branch of a union, named by its type: a union has at most one of each (Complex Types, Unions).

    reading: how a reader that has this very union reads data of this branch. The first branch that matches
    is taken (Schema Resolution): `exact`, or, if an earlier branch takes it, `lossy`, `wrong` or `refused`.
    """

    KIND: ClassVar[str] = "branch"

    name: str = key()
    reading: str = facet(default="exact")
    types: tuple[Use, ...] = kids()

    @property
    def type(self) -> Use:
        return self.types[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(AvroElement):
    """A field of a record. default: as JSON, None if it has none. neighbours: the fields before and after."""

    KIND: ClassVar[str] = "field"
    MEANING: ClassVar[str] = "default"

    name: str = key()
    default: str | None = facet(default=None)
    aliases: tuple[str, ...] = facet(default=())
    order: str = facet(default="ascending")
    properties: str = facet(default="{}")
    neighbours: tuple[str, str] = field(default=("", ""), repr=False, compare=False)
    types: tuple[Use, ...] = kids()

    @property
    def type(self) -> Use:
        return self.types[0]

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """By an alias, then by its type and its place among the fields."""
        before, after = self.neighbours
        return (*former(self.name, self.aliases), (self.type.type_name, before), (self.type.type_name, after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(NamedType):
    """A named type. aliases: full names. doc: the author's words, never compared."""

    KIND: ClassVar[str] = "definition"
    ROAMS: ClassVar[bool] = True
    TYPE: ClassVar[str] = ""

    full_name: str = key()
    aliases: tuple[str, ...] = facet(default=())
    properties: str = facet(default="{}")
    doc: str = field(default="", repr=False, compare=False)

    @property
    def comment(self) -> str:
        return self.doc

    @property
    def name(self) -> str:
        """The unqualified name."""
        return short(self.full_name)

    @property
    def shape(self) -> tuple[Hashable, ...]:
        """What is left of the definition without its name."""
        return ()

    @property
    def identity(self) -> tuple[Hashable, ...]:
        return (self.KIND, self.TYPE, self.full_name)

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """By an alias, by the unqualified name (with the same shape first), then by the shape alone."""
        names = ((self.TYPE, name) for name in former(self.full_name, self.aliases))
        alike = ((self.TYPE, self.name, self.shape), (self.TYPE, self.name))
        return (*names, *alike, *(((self.TYPE, self.shape),) if self.shape else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Definition):
    """A record, or an error, which is a record to readers."""

    TYPE: ClassVar[str] = "record"

    error: bool = facet(default=False)
    fields: tuple[Field, ...] = kids()

    @property
    def shape(self) -> tuple[Hashable, ...]:
        return tuple((item.name, item.type.type) for item in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol(AvroElement):
    """A symbol of an enum."""

    KIND: ClassVar[str] = "symbol"

    name: str = key()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(Definition):
    """An enum. default: what a reader takes for a symbol that it does not know; None if there is none."""

    TYPE: ClassVar[str] = "enum"

    default: str | None = facet(default=None)
    symbols: tuple[Symbol, ...] = kids()

    @property
    def shape(self) -> tuple[Hashable, ...]:
        return tuple(symbol.name for symbol in self.symbols)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed(Definition):
    """So many bytes. types: one use of `bytes`, which carries the logical type."""

    TYPE: ClassVar[str] = "fixed"

    size: int = facet()
    types: tuple[Use, ...] = kids()

    @property
    def type(self) -> Use:
        return self.types[0]

    @property
    def shape(self) -> tuple[Hashable, ...]:
        return (self.size, self.type.logical)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(AvroElement):
    """What the data of one file's schema is: one use of a type, which may be defined in the file.

    name: that type's full name, wherever the file is; the path if the type has no name. path: as imports say it.
    """

    KIND: ClassVar[str] = "file"

    name: str = key()
    path: str = field(compare=False)
    types: tuple[Use, ...] = kids()

    @property
    def type(self) -> Use:
        return self.types[0]

    @property
    def label(self) -> str:
        return self.path

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        return (self.path, self.type.type_name)

    def resembles(self, other: Element) -> bool:
        """Two named types that a file was for, one after the other, are two types."""
        return not (isinstance(other, File) and self.type.name and other.type.name)


def short(full_name: str) -> str:
    """A full name without its namespace."""
    return full_name.rpartition(".")[2]


def former(name: str, aliases: tuple[str, ...]) -> tuple[str, str, str]:
    """What an element may have been called: by its first, its second and its last alias, if it has any."""
    known = aliases or (name,)
    return known[0], known[min(1, len(known) - 1)], known[-1]

"""What schemas are made of: elements with keys (what identifies), facets (what can change) and kids."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable

    from schemactl.model.location import Location


class Mark(Protocol):
    """Something that can say where an element, or one facet of it, stands; positions are read on demand."""

    def locate(self, facet: str = "") -> Location: ...

    def comment(self) -> str: ...


def key(**options: Any) -> Any:
    """Declare what identifies an element among its siblings."""
    return field(metadata={"role": "key"}, **options)


def facet(*, within: str = "", link: bool = False, **options: Any) -> Any:
    """Declare what can change while the element stays the same.

    within: a facet that must be unchanged for this one to be compared (else one cause would show twice).
    link: the value is the full name of another element; it counts as unchanged when that element was
    only renamed, and two different targets are compared with each other.
    """
    return field(metadata={"role": "facet", "within": within, "link": link}, **options)


def kids(*, within: str = "", **options: Any) -> Any:
    """Declare the elements below. within: a facet that must be unchanged for these to be compared."""
    return field(metadata={"role": "kids", "within": within}, default=(), **options)


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    within: str
    link: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The roles of an element class's fields, read once from its declaration."""

    keys: tuple[str, ...]
    facets: tuple[Facet, ...]
    kids: tuple[Facet, ...]


_SHAPES: dict[Any, Shape] = {}


def shape(cls: Any) -> Shape:
    """Tell which fields of an element class are keys, facets and kids."""
    if cls not in _SHAPES:
        _SHAPES[cls] = _read_shape(cls)
    return _SHAPES[cls]


def _read_shape(cls: Any) -> Shape:
    by_role: dict[str, list[Any]] = {"key": [], "facet": [], "kids": []}
    for item in fields(cls):
        role = item.metadata.get("role")
        if role == "key":
            by_role[role].append(item.name)
        elif role:
            by_role[role].append(Facet(item.name, item.metadata["within"], item.metadata.get("link", False)))
    return Shape(tuple(by_role["key"]), tuple(by_role["facet"]), tuple(by_role["kids"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A piece of a schema. Subclasses declare KIND and their keys, facets and kids.

    MEANING: the facet that tells whether a key which was given up and taken up again means what it meant.
    """

    KIND: ClassVar[str] = ""
    MEANING: ClassVar[str] = ""

    mark: Mark = field(repr=False, compare=False)

    @property
    def location(self) -> Location:
        return self.mark.locate()

    @property
    def comment(self) -> str:
        """What the author wrote above it, without the comment signs; "" if nothing."""
        return self.mark.comment()

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """The element's kind and keys: equal in both versions when it is the same element."""
        return (self.KIND, *(getattr(self, name) for name in shape(type(self)).keys))

    @property
    def label(self) -> str:
        """How a path names this element below its owner."""
        return str(getattr(self, "name", self.identity[-1]))

    def path_in(self, owner: str) -> str:
        """The element's path, where the owner's path is this."""
        return ".".join(part for part in (owner, self.label) if part)

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """Second identities, strongest first: an element that lost its key is looked for by these."""
        return ()

    def resembles(self, other: Element) -> bool:
        """Whether `other`, found by likeness, may be this element under another key."""
        del other
        return True

    @property
    def children(self) -> tuple[Element, ...]:
        return tuple(kid for part in shape(type(self)).kids for kid in getattr(self, part.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedType(Element):
    """An element that others refer to by its full name (a message, an enum, an Avro record …).

    ROAMS: readers find it without its scope, so that it is itself wherever it goes.
    """

    ROAMS: ClassVar[bool] = False

    full_name: str

    def path_in(self, owner: str) -> str:
        del owner  # a full name says where it is
        return self.full_name

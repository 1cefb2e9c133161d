"""A compiled schema: one version of a module's files, linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.element import Element, NamedType
    from schemactl.model.location import Location

FormatName = Literal["protobuf", "avro"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schema:
    """What was compiled of one side.

    roots: the elements of the entry files, in the order of the text: these are compared.
    types: every named type by full name, imported ones too: these are only looked up.
    files: the entry files, by the path the user knows, with the place to point at when nothing better is.
    referenced: full names of the types that some element refers to; an event is a type that is in nobody's.
    image: what the format's codec needs (serialised FileDescriptorSet; JSON of the Avro types).
    """

    format: FormatName
    label: str
    roots: tuple[Element, ...]
    types: Mapping[str, NamedType]
    files: Mapping[str, Location]
    referenced: frozenset[str] = frozenset()
    image: bytes = field(default=b"", repr=False)

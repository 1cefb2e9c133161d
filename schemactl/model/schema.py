"""A compiled schema: one version of a module's files, linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.element import Element, NamedType
    from schemactl.model.location import Location

FormatName = Literal["protobuf", "avro", "jsonschema"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schema:
    """What was compiled of one side.

    roots: the elements of the entry files, in the order of the text: these are compared.
    types: every named type by full name, imported ones too: these are only looked up.
    files: the entry files, by the path the user knows, with the place to point at when nothing better is.
    referenced: full names of the types that some element refers to or holds.
    events: globs of the full names of the types that topics carry, `*` is any text; empty if nobody said so.
    image: what the format's codec needs (serialised FileDescriptorSet; JSON of the Avro types; one
    JSON Schema that holds all files).
    """

    format: FormatName
    label: str
    roots: tuple[Element, ...]
    types: Mapping[str, NamedType]
    files: Mapping[str, Location]
    referenced: frozenset[str] = frozenset()
    events: tuple[str, ...] = ()
    image: bytes = field(default=b"", repr=False)

    def is_event(self, full_name: str) -> bool:
        """Whether data of this type stands on its own.

        The module may say so; otherwise, since schemas do not tell what topics carry, it does if no type refers to it.
        """
        if self.events:
            return any(fnmatchcase(full_name, glob) for glob in self.events)
        return full_name not in self.referenced

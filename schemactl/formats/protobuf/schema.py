"""A serialised FileDescriptorSet and the texts it came from in; a linked Schema out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb

from schemactl.formats.protobuf.build import FileBuilder, named_types, references
from schemactl.model.location import Location
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from schemactl.model.element import Element, NamedType
    from schemactl.model.source import Batch


def schema_of(image: bytes, batch: Batch) -> Schema:
    """Build the elements of all files; only those of the entries are roots."""
    entries = frozenset(batch.entries)
    roots: list[Element] = []
    types: dict[str, NamedType] = {}
    referenced: set[str] = set()
    for file in pb.FileDescriptorSet.FromString(image).file:
        text = batch.texts.get(file.name)
        builder = FileBuilder(file, text.path if text else file.name, text.data if text else b"")
        elements = list(builder.roots())
        types.update((item.full_name, item) for item in named_types(elements))
        referenced.update(references(elements))
        if file.name in entries:
            roots += elements
    return Schema(
        format="protobuf",
        label=batch.label,
        roots=tuple(roots),
        types=types,
        referenced=frozenset(referenced),
        files={batch.texts[name].path: Location(batch.texts[name].path) for name in batch.entries},
        image=image,
    )

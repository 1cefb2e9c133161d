"""A serialised FileDescriptorSet and the texts it came from in; a linked Schema out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool
from google.protobuf.message import DecodeError

from schemactl.errors import CompileError, Problem
from schemactl.formats.protobuf.build import FileBuilder, named_types, references
from schemactl.formats.protobuf.extensions import gathered
from schemactl.model.location import Location
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from schemactl.model.element import Element
    from schemactl.model.source import Batch


def checked(batch: Batch) -> bytes:
    """A batch's ready-made image, if every file in it links. Raises CompileError, as the label's problem."""
    try:
        files = pb.FileDescriptorSet.FromString(batch.image).file
        pool = descriptor_pool.DescriptorPool()
        for file in files:
            pool.AddSerializedFile(file.SerializeToString())
    except (DecodeError, TypeError, ValueError) as error:
        place = Location(batch.label.removeprefix("image:"))
        problem = Problem(
            place, f"the image does not link: {error}", "make it with its imports: --include_imports"
        )
        raise CompileError([problem], label=batch.label) from error
    return batch.image


def schema_of(image: bytes, batch: Batch) -> Schema:
    """Build the elements of all files; only those of the entries are roots."""
    entries = frozenset(batch.entries)
    roots: list[Element] = []
    imported: list[Element] = []
    for file in pb.FileDescriptorSet.FromString(image).file:
        text = batch.texts.get(file.name)
        builder = FileBuilder(file, text.path if text else file.name, text.data if text else b"")
        (roots if file.name in entries else imported).extend(builder.roots())
    roots = gathered(roots)
    everything = (*roots, *imported)
    paths = [batch.texts[name].path if name in batch.texts else name for name in batch.entries]
    return Schema(
        format="protobuf",
        label=batch.label,
        roots=tuple(roots),
        types={item.full_name: item for item in named_types(everything)},
        referenced=frozenset(references(everything)),
        files={path: Location(path) for path in paths},
        image=image,
    )

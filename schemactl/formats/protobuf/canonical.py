"""A batch in; its entry's descriptor, and the text and the form in which a registry keeps it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb

from schemactl.formats.protobuf.protoc import descriptor_set

if TYPE_CHECKING:
    from schemactl.model.source import Batch


def written(batch: Batch, *, normalize: bool) -> tuple[str, str]:
    """The text as it is, and what protoc makes of it: comments and layout do not count, the order does."""
    del normalize
    (entry,) = batch.entries
    return batch.texts[entry].data.decode(), descriptor(batch).hex()


def descriptor(batch: Batch) -> bytes:
    """The entry's serialised FileDescriptorProto, without positions. Raises CompileError."""
    (entry,) = batch.entries
    files = pb.FileDescriptorSet.FromString(descriptor_set(batch)).file
    file = next(file for file in files if file.name == entry)
    file.ClearField("source_code_info")
    return file.SerializeToString(deterministic=True)

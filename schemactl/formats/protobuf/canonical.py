"""A registry's text in; the text in which it is kept, and the descriptor in which equal schemas are equal, out."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from schemactl.formats.protobuf.normal import normal
from schemactl.formats.protobuf.protoc import descriptor_set
from schemactl.formats.protobuf.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.formats.protobuf.upb import Message
    from schemactl.model.schema import Schema
    from schemactl.model.source import Batch

_BASE64 = re.compile(rb"\s*[A-Za-z0-9+/\s]+={0,2}\s*")
_FILE = "google.protobuf.FileDescriptorProto"


def read(batch: Batch) -> str:
    """The entry's text, which may be given as a serialised FileDescriptorProto in base64, as serializers do.

    Raises CompileError if that imports what is not there.
    """
    (entry,) = batch.entries
    data = batch.texts[entry].data
    file = _serialised(data)
    if file is None:
        return data.decode()
    imports = "".join(f'import "{name}";\n' for name in file.dependency).encode()
    stub = replace(batch.texts[entry], data=b'syntax = "proto3";\n' + imports)
    known = pb.FileDescriptorSet.FromString(
        descriptor_set(replace(batch, texts={**batch.texts, entry: stub}))
    )
    return text_of(_knowing(file, (item for item in known.file if item.name != entry)))


def _serialised(data: bytes) -> pb.FileDescriptorProto | None:
    """The descriptor in base64; None if this is something else, such as the text of a .proto file."""
    if not _BASE64.fullmatch(data):
        return None
    try:
        file = pb.FileDescriptorProto.FromString(base64.b64decode(data))
    except (ValueError, DecodeError):
        return None
    return file if file.name else None


def written(schema: Schema, batch: Batch, *, normalize: bool) -> tuple[str, str]:
    """The entry's text as it was given, or of its normal form; and the descriptor.

    Comments and layout do not make a difference; the order of declarations does, unless it is normalised.
    """
    (entry,) = batch.entries
    file = _described(schema, entry)
    if normalize:
        file = normal(file)
        return text_of(file), _plain(file).hex()
    return batch.texts[entry].data.decode(), _plain(file).hex()


def descriptor(schema: Schema, entry: str) -> bytes:
    """An entry's serialised FileDescriptorProto, without positions."""
    return _plain(_described(schema, entry))


def _described(schema: Schema, entry: str) -> Message:
    """An entry's descriptor, which knows the options that it uses."""
    files = pb.FileDescriptorSet.FromString(schema.image).file
    file = next(file for file in files if file.name == entry)
    file.ClearField("source_code_info")
    return _knowing(file, (other for other in files if other is not file))


def _knowing(file: pb.FileDescriptorProto, others: Iterable[pb.FileDescriptorProto]) -> Message:
    """The same descriptor, of a class that knows the extensions that the other files define."""
    pool = descriptor_pool.DescriptorPool()
    for other in others:
        pool.AddSerializedFile(other.SerializeToString())
    try:
        described = pool.FindMessageTypeByName(_FILE)
    except KeyError:  # without descriptor.proto there are no options of one's own
        return file
    return message_factory.GetMessageClass(described).FromString(file.SerializeToString())


def _plain(file: Message) -> bytes:
    return bytes(file.SerializeToString(deterministic=True))

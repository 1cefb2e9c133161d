"""A registry's text in; the text in which it is kept, and the descriptor in which equal schemas are equal, out."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from schemactl.errors import CompileError, Problem
from schemactl.formats.protobuf.normal import normal
from schemactl.formats.protobuf.protoc import descriptor_set
from schemactl.formats.protobuf.text import quoted, text_of
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.formats.protobuf.upb import Message
    from schemactl.model.schema import Schema
    from schemactl.model.source import Batch

_BASE64 = re.compile(rb"\s*[A-Za-z0-9+/\s]+={0,2}\s*")
_FILE = "google.protobuf.FileDescriptorProto"


def read(batch: Batch) -> str:
    """The entry's text, which may be given as a serialised FileDescriptorProto in base64, as serializers do.

    Raises CompileError if that imports what is not there, or does not link.
    """
    (entry,) = batch.entries
    data = batch.texts[entry].data
    file = _serialised(data)
    if file is None:
        return data.decode()
    try:
        return _printed(file, batch)
    except (TypeError, ValueError, DecodeError) as error:
        place = Location(batch.texts[entry].path)
        problem = Problem(place, f"the descriptor does not link: {error}", "send what protoc makes of a file")
        raise CompileError([problem], label=batch.label) from error


def _printed(file: pb.FileDescriptorProto, batch: Batch) -> str:
    """The text of a descriptor that takes the place of the entry's; what it imports is compiled from the batch."""
    (entry,) = batch.entries
    needed = (*file.dependency, *file.option_dependency)
    imports = "".join(f"import {quoted(name)};\n" for name in needed)
    stub = replace(batch.texts[entry], data=f'syntax = "proto3";\n{imports}'.encode())
    compiled = descriptor_set(replace(batch, texts={**batch.texts, entry: stub}))
    known = [item for item in pb.FileDescriptorSet.FromString(compiled).file if item.name != entry]
    _pool(known).AddSerializedFile(file.SerializeToString())
    return text_of(_knowing(file, known))


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
    try:
        described = _pool(others).FindMessageTypeByName(_FILE)
    except KeyError:  # without descriptor.proto there are no options of one's own
        return file
    return message_factory.GetMessageClass(described).FromString(file.SerializeToString())


def _pool(files: Iterable[pb.FileDescriptorProto]) -> descriptor_pool.DescriptorPool:
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        pool.AddSerializedFile(file.SerializeToString())
    return pool


def _plain(file: Message) -> bytes:
    return bytes(file.SerializeToString(deterministic=True))

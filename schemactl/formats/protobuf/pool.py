"""A compiled Protobuf schema in; message classes of the real codec (upb) out, loaded as they are needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.formats.protobuf.upb import FieldDescriptor, Message
    from schemactl.model.schema import Schema


class Pool:
    """A descriptor pool over a schema's image."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    @cached_property
    def _files(self) -> dict[str, pb.FileDescriptorProto]:
        return {file.name: file for file in pb.FileDescriptorSet.FromString(self._schema.image).file}

    @cached_property
    def descriptors(self) -> descriptor_pool.DescriptorPool:
        """A reader knows every extension, whether or not a message's file imports it: those are loaded first."""
        pool = descriptor_pool.DescriptorPool(self)
        for file in self._files.values():
            if file.extension or _declares_extensions(file.message_type):
                pool.FindFileByName(file.name)
        return pool

    def FindFileByName(self, name: str) -> pb.FileDescriptorProto:  # noqa: N802  (the name that upb calls)
        return self._files[name]

    def FindFileContainingSymbol(self, symbol: str) -> pb.FileDescriptorProto:  # noqa: N802
        for file in self._files.values():
            if _declares(file, symbol):
                return file
        raise KeyError(symbol)

    def message_class(self, full_name: str) -> type[Message] | None:
        """The class of a message, or None if the schema has no such message."""
        try:
            descriptor = self.descriptors.FindMessageTypeByName(full_name)
        except KeyError:
            return None
        return message_factory.GetMessageClass(descriptor)

    def extension(self, full_name: str) -> FieldDescriptor:
        return self.descriptors.FindExtensionByName(full_name)


def _declares(file: pb.FileDescriptorProto, symbol: str) -> bool:
    """Whether the file has this message, enum or extension: upb does not forgive a file that lacks what it has."""
    if file.package and not symbol.startswith(file.package + "."):
        return False
    *outer, name = symbol[len(file.package) + 1 if file.package else 0 :].split(".")
    messages, enums, extensions = file.message_type, file.enum_type, file.extension
    for scope in outer:
        around = next((item for item in messages if item.name == scope), None)
        if around is None:
            return False
        messages, enums, extensions = around.nested_type, around.enum_type, around.extension
    return name in {item.name for items in (messages, enums, extensions) for item in items}


def _declares_extensions(messages: Iterable[pb.DescriptorProto]) -> bool:
    return any(message.extension or _declares_extensions(message.nested_type) for message in messages)

"""A file's descriptor in; the text of a .proto file of which protoc makes the same descriptor out."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import text_format
from google.protobuf.descriptor import FieldDescriptor as Runtime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.formats.protobuf.upb import FieldDescriptor, Message

_SCALARS = {
    number: name.removeprefix("TYPE_").lower() for name, number in pb.FieldDescriptorProto.Type.items()
}
_GROUP = pb.FieldDescriptorProto.TYPE_GROUP
_LABELS = {
    number: name.removeprefix("LABEL_").lower() for name, number in pb.FieldDescriptorProto.Label.items()
}
_TOP_NUMBER, _TOP_INT32 = (
    2**29 - 1,
    2**31 - 1,
)  # what `max` means: of a field's number, in a MessageSet or an enum


def text_of(file: Message) -> str:
    """The text. Options are written as far as the class of `file` knows them: one that has their extensions."""
    return "\n".join(_File(file).lines()) + "\n"


class _File:
    def __init__(self, file: Message) -> None:
        self._file = file
        self._syntax = file.syntax or "proto2"

    def lines(self) -> Iterator[str]:
        yield self._head()
        for part in (self._package(), self._imports(), _options(self._file.options, "option ", ";")):
            lines = list(part)
            if lines:
                yield from ("", *lines)
        file = self._file
        groups = _groups(file.extension)
        for message in file.message_type:
            if f".{file.package}.{message.name}".replace("..", ".") not in groups:
                yield from ("", *self._message(message))
        for enum in file.enum_type:
            yield from ("", *_enum(enum, self._syntax))
        yield from self._extensions(file.extension, file.message_type, blank=True)
        for service in file.service:
            yield from ("", *_service(service))

    def _head(self) -> str:
        if self._syntax == "editions":
            edition = pb.Edition.Name(self._file.edition).removeprefix("EDITION_")
            return f'edition = "{edition}";'
        return f'syntax = "{self._syntax}";'

    def _package(self) -> Iterator[str]:
        if self._file.package:
            yield f"package {self._file.package};"

    def _imports(self) -> Iterator[str]:
        public, weak = set(self._file.public_dependency), set(self._file.weak_dependency)
        for index, name in enumerate(self._file.dependency):
            kind = "public " if index in public else "weak " if index in weak else ""
            yield f"import {kind}{quoted(name)};"
        for name in self._file.option_dependency:
            yield f"import option {quoted(name)};"

    def _message(self, message: Message) -> Iterator[str]:
        yield f"{_visible(message)}message {message.name} {{"
        yield from _indented(self._body(message))
        yield "}"

    def _body(self, message: Message) -> Iterator[str]:
        yield from _options(message.options, "option ", ";")
        nested = {kid.name: kid for kid in message.nested_type}
        yield from self._fields(message, nested)
        inner = {kid.name for kid in nested.values() if kid.options.map_entry}
        inner |= {name.rpartition(".")[2] for name in _groups((*message.field, *message.extension))}
        for kid in message.nested_type:
            if kid.name not in inner:
                yield from self._message(kid)
        for enum in message.enum_type:
            yield from _enum(enum, self._syntax)
        yield from self._extensions(message.extension, message.nested_type)
        top = _TOP_INT32 if message.options.message_set_wire_format else _TOP_NUMBER
        for item in message.extension_range:
            yield f"extensions {_range(item.start, item.end - 1, top)}{_bracketed(_options(item.options))};"
        ranges = ((item.start, item.end - 1) for item in message.reserved_range)
        yield from _reserved(ranges, message.reserved_name, top, self._syntax)

    def _fields(self, message: Message, nested: dict[str, Message]) -> Iterator[str]:
        """Fields in their order; those of a oneof together, which protoc requires."""
        done = set()
        for field in message.field:
            if field.proto3_optional or not field.HasField("oneof_index"):
                yield from self._field(field, nested, bare=False)
            elif field.oneof_index not in done:
                done.add(field.oneof_index)
                yield from self._oneof(message, field.oneof_index, nested)

    def _oneof(self, message: Message, index: int, nested: dict[str, Message]) -> Iterator[str]:
        oneof = message.oneof_decl[index]
        yield f"oneof {oneof.name} {{"
        yield from _indented(_options(oneof.options, "option ", ";"))
        for field in message.field:
            if field.HasField("oneof_index") and field.oneof_index == index:
                yield from _indented(self._field(field, nested, bare=True))
        yield "}"

    def _field(self, field: Message, nested: dict[str, Message], *, bare: bool) -> Iterator[str]:
        label = "" if bare else self._label(field)
        own = nested.get(field.type_name.rpartition(".")[2])
        if field.type == _GROUP and own is not None:
            yield f"{label}group {own.name} = {field.number}{_bracketed(_field_options(field))} {{"
            yield from _indented(self._body(own))
            yield "}"
            return
        if own is not None and own.options.map_entry:
            key, value = (_type(part) for part in own.field)
            label, kind = "", f"map<{key}, {value}>"
        else:
            kind = _type(field)
        yield f"{label}{kind} {field.name} = {field.number}{_bracketed(_field_options(field))};"

    def _label(self, field: Message) -> str:
        """The label, where one is written: in proto3 and in editions only some are."""
        label = _LABELS[field.label]
        written = label == "repeated" or self._syntax == "proto2" or field.proto3_optional
        return f"{label} " if written else ""

    def _extensions(
        self, extensions: Iterable[Message], kids: Iterable[Message], *, blank: bool = False
    ) -> Iterator[str]:
        nested = {kid.name: kid for kid in kids}
        for extendee, fields in groupby(extensions, key=lambda field: field.extendee):
            yield from ("",) if blank else ()
            yield f"extend {extendee} {{"
            for field in fields:
                yield from _indented(self._field(field, nested, bare=False))
            yield "}"


def _enum(enum: Message, syntax: str) -> Iterator[str]:
    yield f"{_visible(enum)}enum {enum.name} {{"
    yield from _indented(_options(enum.options, "option ", ";"))
    for value in enum.value:
        yield f"  {value.name} = {value.number}{_bracketed(_options(value.options))};"
    ranges = ((item.start, item.end) for item in enum.reserved_range)
    yield from _indented(_reserved(ranges, enum.reserved_name, _TOP_INT32, syntax))
    yield "}"


def _service(service: Message) -> Iterator[str]:
    yield f"service {service.name} {{"
    yield from _indented(_options(service.options, "option ", ";"))
    for method in service.method:
        streams = ("stream " if flag else "" for flag in (method.client_streaming, method.server_streaming))
        takes, gives = (
            f"({stream}{name})"
            for stream, name in zip(streams, (method.input_type, method.output_type), strict=True)
        )
        options = list(_options(method.options, "option ", ";"))
        yield f"  rpc {method.name}{takes} returns {gives}{' {' if options else ';'}"
        if options:
            yield from (f"    {line}" for line in options)
            yield "  }"
    yield "}"


def _reserved(
    ranges: Iterable[tuple[int, int]], names: Iterable[str], top: int, syntax: str
) -> Iterator[str]:
    numbers = ", ".join(_range(start, end, top) for start, end in ranges)
    if numbers:
        yield f"reserved {numbers};"
    words = ", ".join(name if syntax == "editions" else quoted(name) for name in names)
    if words:
        yield f"reserved {words};"


def _range(start: int, end: int, top: int) -> str:
    """A range with both of its ends."""
    return str(start) if start == end else f"{start} to {'max' if end == top else end}"


def _visible(item: Message) -> str:
    """`export ` or `local `, where an edition's file says so."""
    word = pb.SymbolVisibility.Name(item.visibility).removeprefix("VISIBILITY_").lower()
    return "" if word == "unset" else f"{word} "


def _groups(fields: Iterable[Message]) -> set[str]:
    """Full names of the messages that are written where a group is."""
    return {field.type_name for field in fields if field.type == _GROUP}


def _type(field: Message) -> str:
    return str(field.type_name) or _SCALARS[field.type]


def _field_options(field: Message) -> Iterator[str]:
    """A field's default, its name in JSON if it is not the usual one, and its options."""
    if field.HasField("default_value"):
        yield f"default = {_default(field)}"
    if field.HasField("json_name") and field.json_name != _json_name(field.name) and not field.extendee:
        yield f"json_name = {quoted(field.json_name)}"
    yield from _options(field.options)


def _default(field: Message) -> str:
    if field.type == pb.FieldDescriptorProto.TYPE_STRING:
        return quoted(field.default_value)
    if field.type == pb.FieldDescriptorProto.TYPE_BYTES:
        return f'"{field.default_value}"'  # escaped already
    return str(field.default_value)


def _json_name(name: str) -> str:
    """What protoc calls a field in JSON: without underscores, what follows one in upper case."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def _options(options: Message, before: str = "", after: str = "") -> Iterator[str]:
    """`name = value` of each option that is set; what a set of features sets, one by one."""
    for field, value in options.ListFields():
        name = f"({field.full_name})" if field.is_extension else field.name
        if name == "features":
            yield from _options(value, f"{before}features.", after)
            continue
        for item in value if field.is_repeated else (value,):
            yield f"{before}{name} = {_value(field, item)}{after}"


def _value(field: FieldDescriptor, value: Any) -> str:
    if field.type in {Runtime.TYPE_MESSAGE, Runtime.TYPE_GROUP}:
        return f"{{ {text_format.MessageToString(value, as_one_line=True)} }}"
    if field.type == Runtime.TYPE_ENUM:
        return str(field.enum_type.values_by_number[value].name)
    if field.type == Runtime.TYPE_BYTES:
        return '"' + "".join(f"\\{byte:03o}" for byte in value) + '"'
    if field.type == Runtime.TYPE_STRING:
        return quoted(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def quoted(text: str) -> str:
    """A string as it is written in a .proto file: as in JSON, but that what is not ASCII stays."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\177")


def _bracketed(options: Iterable[str]) -> str:
    inside = ", ".join(options)
    return f" [{inside}]" if inside else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)

"""A FileDescriptorSet in; the linked elements of its files out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2 as pb

from schemactl.formats.protobuf import features as resolve
from schemactl.formats.protobuf.positions import Positions, SourceMark
from schemactl.model.protobuf import Enum, EnumValue, Field, File, Message, Method, Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from google.protobuf.message import Message as Options

    from schemactl.formats.protobuf.features import Features
    from schemactl.model.element import Element, NamedType
    from schemactl.model.protobuf import NumberRange

Path = tuple[int, ...]
Declaration = pb.DescriptorProto | pb.FieldDescriptorProto | pb.EnumDescriptorProto

SCALARS = {
    number: name.removeprefix("TYPE_").lower() for name, number in pb.FieldDescriptorProto.Type.items()
}
_PACKABLE = frozenset(SCALARS.values()) - {"string", "bytes", "message", "group"}

# Where a facet stands, as field numbers of descriptor.proto, the best first.
_FIELD_PLACES = {
    "name": (1,), "number": (3,), "type": (5, 6), "type_name": (6,), "json_name": (10,), "default": (7,),
    "cardinality": (4, 5, 6), "presence": (4, 5, 6),
}  # fmt: skip
_TYPE_PLACES = {"name": (1,)}
_VALUE_PLACES = {"name": (1,), "number": (2,)}
_METHOD_PLACES = {"name": (1,), "input": (2,), "output": (3,)}
_FILE_PLACES = {"package": (2,), "syntax": (12,), "codegen": (8,)}


class FileBuilder:
    """Builds the elements of one file, whose text stands at `path`."""

    def __init__(self, file: pb.FileDescriptorProto, path: str, text: bytes) -> None:
        self.file = file
        self.positions = Positions(path, file, text)
        self.features = resolve.of_file(file)
        self.proto2 = file.syntax in ("", "proto2")

    def roots(self) -> Iterator[Element]:
        file, prefix = self.file, self.file.package
        yield File(
            mark=SourceMark(self.positions, (), _FILE_PLACES),
            path=file.name,
            syntax=pb.Edition.Name(file.edition) if file.syntax == "editions" else file.syntax or "proto2",
            package=file.package,
            codegen=_codegen(file.options),
        )
        for index, message in enumerate(file.message_type):
            yield self.message(message, prefix, (4, index), self.features, nested=False)
        for index, enum in enumerate(file.enum_type):
            yield self.enum(enum, prefix, (5, index), self.features, nested=False)
        for index, service in enumerate(file.service):
            yield self.service(service, prefix, (6, index))
        for index, extension in enumerate(file.extension):
            yield self.field(extension, prefix, (7, index), self.features, (), {})
        for index, message in enumerate(file.message_type):
            yield from self.extensions(message, prefix, (4, index), self.features)

    def extensions(
        self, scope: pb.DescriptorProto, prefix: str, path: Path, inherited: Features
    ) -> Iterator[Field]:
        """The extensions that are declared in a message, or in one inside it."""
        full_name = _join(prefix, scope.name)
        own = _own(scope, inherited)
        for index, extension in enumerate(scope.extension):
            yield self.field(extension, full_name, (*path, 6, index), own, (), {})
        for index, kid in enumerate(scope.nested_type):
            yield from self.extensions(kid, full_name, (*path, 3, index), own)

    def message(
        self, message: pb.DescriptorProto, prefix: str, path: Path, inherited: Features, *, nested: bool
    ) -> Message:
        full_name = _join(prefix, message.name)
        own = _own(message, inherited)
        oneofs = tuple(oneof.name for oneof in message.oneof_decl)
        maps = {"." + _join(full_name, kid.name): kid for kid in message.nested_type if kid.options.map_entry}
        return Message(
            mark=self.mark(path, _TYPE_PLACES),
            name=message.name if nested else full_name,
            full_name=full_name,
            indexes=path[1::2],
            message_set=message.options.message_set_wire_format,
            reserved=_ranges(message.reserved_range),
            reserved_names=tuple(sorted(message.reserved_name)),
            extension_ranges=_ranges(message.extension_range),
            deprecated=message.options.deprecated,
            fields=tuple(
                self.field(field, full_name, (*path, 2, index), own, oneofs, maps)
                for index, field in enumerate(message.field)
            ),
            messages=tuple(
                self.message(kid, full_name, (*path, 3, index), own, nested=True)
                for index, kid in enumerate(message.nested_type)
                if not kid.options.map_entry
            ),
            enums=tuple(
                self.enum(kid, full_name, (*path, 4, index), own, nested=True)
                for index, kid in enumerate(message.enum_type)
            ),
        )

    def field(
        self,
        field: pb.FieldDescriptorProto,
        prefix: str,
        path: Path,
        inherited: Features,
        oneofs: Sequence[str],
        maps: Mapping[str, pb.DescriptorProto],
    ) -> Field:
        own = _own(field, inherited)
        entry = maps.get(field.type_name)
        repeated = field.label == pb.FieldDescriptorProto.LABEL_REPEATED
        type_ = "map" if entry else _type(field, own)
        full_name, extendee = _join(prefix, field.name), field.extendee.removeprefix(".")
        return Field(
            mark=self.mark(path, _FIELD_PLACES),
            number=field.number,
            apart=extendee,
            extendee=extendee,
            name=full_name if extendee else field.name,
            full_name=full_name,
            json_name=field.json_name,
            type=type_,
            type_name="" if entry else field.type_name.removeprefix("."),
            cardinality="repeated" if repeated else "singular",
            presence=resolve.presence(field, own),
            oneof=oneofs[field.oneof_index] if _in_oneof(field) else "",
            packed=repeated and type_ in _PACKABLE and _packed(field, own),
            default=field.default_value if field.HasField("default_value") else None,
            utf8=type_ == "string" and own.utf8,
            codegen=_codegen(field.options) if field.HasField("options") else (),
            deprecated=field.options.deprecated,
            keyword="" if entry else self.keyword(field),
            proto2=self.proto2,
            entry=tuple(
                replace(self.field(item, full_name, path, own, (), {}), presence="none")
                for item in (entry.field if entry else ())
            ),  # a key and its value are always both there
        )

    def keyword(self, field: pb.FieldDescriptorProto) -> str:
        """The label as the author wrote it: only proto2 asks for one, and editions have but `repeated`."""
        label = pb.FieldDescriptorProto.Label.Name(field.label).removeprefix("LABEL_").lower()
        if _in_oneof(field):
            return ""
        written = label == "repeated" or self.proto2 or field.proto3_optional
        return label if written else ""

    def enum(
        self, enum: pb.EnumDescriptorProto, prefix: str, path: Path, inherited: Features, *, nested: bool
    ) -> Enum:
        full_name = _join(prefix, enum.name)
        own = _own(enum, inherited)
        return Enum(
            mark=self.mark(path, _TYPE_PLACES),
            name=enum.name if nested else full_name,
            full_name=full_name,
            closed=own.closed,
            first=enum.value[0].number,
            reserved=tuple(sorted((item.start, item.end) for item in enum.reserved_range)),
            reserved_names=tuple(sorted(enum.reserved_name)),
            deprecated=enum.options.deprecated,
            values=tuple(self.values(enum, path)),
        )

    def values(self, enum: pb.EnumDescriptorProto, path: Path) -> Iterator[EnumValue]:
        """One element a number: later names of the same number are its aliases."""
        names: dict[int, list[str]] = {}
        for value in enum.value:
            names.setdefault(value.number, []).append(value.name)
        for index, value in enumerate(enum.value):
            if names[value.number][0] == value.name:
                yield EnumValue(
                    mark=self.mark((*path, 2, index), _VALUE_PLACES),
                    number=value.number,
                    name=value.name,
                    aliases=tuple(names[value.number][1:]),
                    deprecated=value.options.deprecated,
                )

    def service(self, service: pb.ServiceDescriptorProto, prefix: str, path: Path) -> Service:
        return Service(
            mark=self.mark(path, _TYPE_PLACES),
            name=_join(prefix, service.name),
            methods=tuple(
                Method(
                    mark=self.mark((*path, 2, index), _METHOD_PLACES),
                    name=method.name,
                    input=method.input_type.removeprefix("."),
                    output=method.output_type.removeprefix("."),
                    client_streaming=method.client_streaming,
                    server_streaming=method.server_streaming,
                )
                for index, method in enumerate(service.method)
            ),
        )

    def mark(self, path: Path, places: Mapping[str, tuple[int, ...]]) -> SourceMark:
        return SourceMark(self.positions, path, places)


def named_types(elements: Iterable[Element]) -> Iterator[NamedType]:
    """Messages and enums, nested ones too."""
    for element in elements:
        if isinstance(element, Enum):
            yield element
        elif isinstance(element, Message):
            yield element
            yield from named_types((*element.messages, *element.enums))


def references(elements: Iterable[Element]) -> Iterator[str]:
    """The full names that fields and methods refer to, and of what stands inside other messages."""
    for element in elements:
        if isinstance(element, Field) and element.type_name:
            yield element.type_name
        elif isinstance(element, Method):
            yield from (element.input, element.output)
        elif isinstance(element, Message):
            yield from (kid.full_name for kid in element.messages)
        yield from references(element.children)


def _own(declaration: Declaration, inherited: Features) -> Features:
    """The features of a declaration: its own settings over those that it inherits."""
    if declaration.HasField("options") and declaration.options.HasField("features"):
        return inherited.overlaid(declaration.options.features)
    return inherited


def _join(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _type(field: pb.FieldDescriptorProto, own: Features) -> str:
    return (
        "group"
        if field.type == pb.FieldDescriptorProto.TYPE_MESSAGE and own.delimited
        else SCALARS[field.type]
    )


def _in_oneof(field: pb.FieldDescriptorProto) -> bool:
    return field.HasField("oneof_index") and not field.proto3_optional


def _packed(field: pb.FieldDescriptorProto, own: Features) -> bool:
    return field.options.packed if field.options.HasField("packed") else own.packed


def _ranges(
    items: Iterable[pb.DescriptorProto.ReservedRange | pb.DescriptorProto.ExtensionRange],
) -> tuple[NumberRange, ...]:
    """Descriptor ranges end before `end`; ours include both."""
    return tuple(sorted((item.start, item.end - 1) for item in items))


_CODEGEN = frozenset({
    "java_package", "java_outer_classname", "java_multiple_files", "go_package", "csharp_namespace", "php_namespace",
    "php_class_prefix", "php_metadata_namespace", "ruby_package", "objc_class_prefix", "swift_prefix", "optimize_for",
    "cc_enable_arenas", "cc_generic_services", "java_generic_services", "py_generic_services", "jstype", "ctype",
})  # fmt: skip


def _codegen(options: Options) -> tuple[str, ...]:
    """The set options that shape generated code, as name=value, sorted by name."""
    return tuple(f"{item.name}={value}" for item, value in options.ListFields() if item.name in _CODEGEN)

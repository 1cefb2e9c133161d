"""Compiled schemas in; the descriptors that prost-build makes Rust of, and what things are called there, out.

prost-build spells names anew, and stops where two become one or nothing is left. On the wire there are numbers only,
so that such fields and values get other names before it sees them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from google.protobuf import descriptor_pb2 as pb

from schemactl.errors import ConfigError
from schemactl.formats.protobuf.prost_spelling import camel, snake, value
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from schemactl.model.schema import Schema

GOOGLE = "google.protobuf."
"""The package whose types are those of the crate prost-types."""
_NATIVE = {
    "Empty": "()", "BoolValue": "bool", "BytesValue": "Vec<u8>", "StringValue": "String", "DoubleValue": "f64",
    "FloatValue": "f32", "Int32Value": "i32", "Int64Value": "i64", "UInt32Value": "u32", "UInt64Value": "u64",
}  # fmt: skip
"""Messages of that package that are no messages in prost."""

Declaration: TypeAlias = pb.DescriptorProto | pb.EnumDescriptorProto


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A field. name: in its struct; variant: in its oneof's enum; optional: whether the struct has an Option of it.

    oneof: whether it is in a oneof, and so not in the struct.
    """

    name: str
    variant: str
    optional: bool
    oneof: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A message or enum. path: of its struct or enum: `orders::v1::OrderEvent`, `::prost_types::Any`, `bool`.

    members: a message's, by number. oneofs: the field in the struct and the path of the enum, by the oneof's name.
    values: an enum's variants, by number.
    """

    path: str
    members: Mapping[int, Member] = field(default_factory=dict)
    oneofs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    values: Mapping[int, str] = field(default_factory=dict)


def descriptors(schemas: Iterable[Schema]) -> dict[str, bytes]:
    """A FileDescriptorProto for each file but Google's, without comments, with names that Rust can have.

    Raises ConfigError, with the file, for what prost-build does not take.
    """
    return {file.name: file.SerializeToString(deterministic=True) for file in _files(schemas)}


def types(schemas: Iterable[Schema]) -> dict[str, Type]:
    """Each message and enum by its full name. Raises ConfigError where two would have one name in Rust."""
    found: dict[str, Type] = {}
    files = _files(schemas)
    modules = {_path(parts): f"package {'.'.join(parts)}" for file in files for parts in _packages(file)}
    structs: dict[str, str] = {}
    for file in files:
        for name, declared in _all(file.package.split(".") if file.package else [], file):
            full_name = ".".join(name)
            found[full_name] = _type(name, declared, proto3=file.syntax == "proto3")
            _distinct(structs, found[full_name].path, full_name, file)
            if _has_module(declared):
                _distinct(modules, _path(name), full_name, file)
    return found


def google(full_name: str) -> Type:
    """A message or enum of Google's package."""
    *outer, last = full_name.removeprefix(GOOGLE).split(".")
    return Type(path=_NATIVE.get(last) or "::".join(["::prost_types", *map(snake, outer), camel(last)]))


def _files(schemas: Iterable[Schema]) -> list[pb.FileDescriptorProto]:
    """Ordered by name; schemas may have a file in common."""
    found: dict[str, pb.FileDescriptorProto] = {}
    for schema in schemas:
        for file in pb.FileDescriptorSet.FromString(schema.image).file:
            if f"{file.package}." != GOOGLE:
                _prepare(file)
                if found.setdefault(file.name, file) != file:
                    raise ConfigError(
                        f"two modules have a file {file.name}, and they differ", location=Location(file.name),
                        fix='name modules to generate: generate.rust.modules = ["…"]',
                    )  # fmt: skip
    return [found[name] for name in sorted(found)]


def _prepare(file: pb.FileDescriptorProto) -> None:
    if file.syntax == "editions":
        raise ConfigError(
            "prost-build does not know editions", location=Location(file.name),
            fix="write the file in proto3 or proto2, or name other modules to generate Rust of",
        )  # fmt: skip
    file.ClearField("source_code_info")
    for _, declared in _all([], file):
        _rename(declared)


def _all(
    prefix: Sequence[str], within: pb.FileDescriptorProto | pb.DescriptorProto
) -> Iterator[tuple[list[str], Declaration]]:
    """Every message and enum with its name, part by part; entries of maps are none."""
    nested = within.message_type if isinstance(within, pb.FileDescriptorProto) else within.nested_type
    for enum in within.enum_type:
        yield [*prefix, enum.name], enum
    for message in nested:
        if not message.options.map_entry:
            yield [*prefix, message.name], message
            yield from _all([*prefix, message.name], message)


def _rename(declared: Declaration) -> None:
    """Give what Rust could not call by its name, or not tell from what stands before it, another one."""
    if isinstance(declared, pb.EnumDescriptorProto):
        taken: set[str] = set()
        numbers: set[int] = set()
        for each in declared.value:
            if each.number not in numbers:  # prost-build leaves an alias out
                enum = declared.name
                each.name = _free(each.name, each.number, taken, lambda name, enum=enum: {value(enum, name)})  # type: ignore[misc]
            numbers.add(each.number)
        return
    taken = {snake(oneof.name) for oneof in declared.oneof_decl}
    for member in declared.field:
        member.name = _free(member.name, member.number, taken, lambda name: {snake(name), camel(name)})


def _free(name: str, number: int, taken: set[str], spelt: Callable[[str], set[str]]) -> str:
    while (spellings := spelt(name)) & {*taken, ""}:
        name = f"{name.strip('_') or 'x'}_{number}".replace("-", "minus_")
    taken |= spellings
    return name


def _packages(file: pb.FileDescriptorProto) -> list[list[str]]:
    parts = file.package.split(".") if file.package else []
    return [parts[:count] for count in range(1, len(parts) + 1)]


def _path(parts: Sequence[str]) -> str:
    return "::".join(map(snake, parts))


def _has_module(declared: Declaration) -> bool:
    if isinstance(declared, pb.EnumDescriptorProto):
        return False
    variants = any(map(_in_oneof, declared.field))
    return bool(
        variants or declared.enum_type or any(not each.options.map_entry for each in declared.nested_type)
    )


def _in_oneof(declared: pb.FieldDescriptorProto) -> bool:
    """Synthetic oneofs are none."""
    return declared.HasField("oneof_index") and not declared.proto3_optional


def _distinct(taken: dict[str, str], path: str, full_name: str, file: pb.FileDescriptorProto) -> None:
    if path.endswith("::") or taken.setdefault(path, full_name) != full_name:
        first = taken.get(path)
        raise ConfigError(
            f"{full_name} and {first} would both be {path} in Rust" if first else f"{full_name} would have no name in Rust",
            fix="rename one of them, or generate them from different modules", location=Location(file.name),
        )  # fmt: skip


def _type(name: Sequence[str], declared: Declaration, *, proto3: bool) -> Type:
    path = "::".join([*map(snake, name[:-1]), camel(name[-1])])
    if isinstance(declared, pb.EnumDescriptorProto):
        values = {each.number: value(declared.name, each.name) for each in reversed(declared.value)}
        return Type(path=path, values=values)
    members = {
        each.number: Member(
            name=snake(each.name), variant=camel(each.name),
            optional=each.proto3_optional or (each.label == each.LABEL_OPTIONAL and not proto3),
            oneof=_in_oneof(each),
        )
        for each in declared.field
    }  # fmt: skip
    nested = {camel(each.name) for each in (*declared.nested_type, *declared.enum_type)}
    oneofs = {}
    for oneof in declared.oneof_decl:
        spelt = camel(oneof.name)
        enum = f"{spelt}OneOf" if spelt in nested else spelt
        oneofs[oneof.name] = (snake(oneof.name), f"{_path(name)}::{enum}")
    return Type(path=path, members=members, oneofs=oneofs)

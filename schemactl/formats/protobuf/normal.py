"""A file's descriptor in; the one that all orders of its declarations have in common out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.formats.protobuf.upb import Message


def normal(file: Message) -> Message:
    """Put in order what may stand in any: imports, fields by number, oneofs by their first one, values, reservations.

    Messages, enums and services keep their order (a message is known by its place on the wire of a registry's
    clients), and so does the first value of an enum, which is its default.
    """
    result = type(file).FromString(file.SerializeToString())
    _imports(result)
    _extensions(result)
    for message in result.message_type:
        _message(message)
    for enum in result.enum_type:
        _enum(enum)
    return result


def _imports(file: Message) -> None:
    names = list(file.dependency)
    ordered = sorted(set(names))
    for kind in (file.public_dependency, file.weak_dependency):
        marked = sorted(ordered.index(names[index]) for index in set(kind))
        kind[:] = marked
    file.dependency[:] = ordered


def _message(message: Message) -> None:
    _oneofs(message)
    _extensions(message)
    _sort(message.extension_range, lambda item: item.start)
    _sort(message.reserved_range, lambda item: item.start)
    message.reserved_name[:] = sorted(message.reserved_name)
    for kid in message.nested_type:
        _message(kid)
    for enum in message.enum_type:
        _enum(enum)


def _oneofs(message: Message) -> None:
    """Fields by number, those of a oneof at the place of its first; a field's own oneof (`optional`) is last."""
    firsts: dict[int, int] = {}
    for field in message.field:
        if field.HasField("oneof_index"):
            firsts[field.oneof_index] = min(field.number, firsts.get(field.oneof_index, field.number))

    def place(field: Message) -> tuple[int, int]:
        first = firsts[field.oneof_index] if field.HasField("oneof_index") else field.number
        return first, field.number

    own = {field.oneof_index for field in message.field if field.proto3_optional}
    order = sorted(firsts, key=lambda index: (index in own, firsts[index]))
    declared = [type(item).FromString(item.SerializeToString()) for item in message.oneof_decl]
    for now, index in enumerate(order):
        message.oneof_decl[now].CopyFrom(declared[index])
    _sort(message.field, place)
    for field in message.field:
        if field.HasField("oneof_index"):
            field.oneof_index = order.index(field.oneof_index)


def _enum(enum: Message) -> None:
    if enum.value:
        first = enum.value[0].name
        _sort(enum.value, lambda item: (item.name != first, item.number, item.name))
    _sort(enum.reserved_range, lambda item: item.start)
    enum.reserved_name[:] = sorted(enum.reserved_name)


def _extensions(owner: Message) -> None:
    _sort(owner.extension, lambda item: (item.extendee, item.number))


def _sort(items: Any, key: Callable[[Message], Any]) -> None:
    ordered = sorted((type(item).FromString(item.SerializeToString()) for item in items), key=key)
    del items[:]
    items.extend(ordered)

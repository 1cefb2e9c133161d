"""A message in; the paths of the required fields that it lacks, at any depth, out.

upb has a method for it, FindInitializationErrors, which ends the process on some of the messages that it is about
(docs/fuzzing.md): so it is never called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.protobuf.upb import FieldDescriptor, Message


def missing(message: Message) -> list[str]:
    """The paths, in the order of the fields; empty if the message is complete."""
    return [] if message.IsInitialized() else list(_missing(message, ""))


def _missing(message: Message, path: str) -> Iterator[str]:
    for field in message.DESCRIPTOR.fields:
        if field.is_required and not message.HasField(field.name):
            yield f"{path}{field.name}"
    for field, value in message.ListFields():
        if field.message_type:
            for place, part in _parts(field, value):
                yield from _missing(part, f"{path}{field.name}{place}.")


def _parts(field: FieldDescriptor, value: Any) -> Iterator[tuple[str, Message]]:
    """The messages in a field, each with its place there."""
    if field.message_type.GetOptions().map_entry:
        if field.message_type.fields_by_name["value"].message_type:
            yield from ((f"[{key}]", value[key]) for key in value)
    elif field.is_repeated:
        yield from ((f"[{index}]", part) for index, part in enumerate(value))
    else:
        yield "", value

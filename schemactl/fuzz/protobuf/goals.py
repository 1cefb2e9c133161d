"""A message in; what its events should have shown, and what a value shows of it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.model.protobuf import Field, Message
from schemactl.witness.protobuf_events import DEPTH, Events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.element import NamedType


def goals(type_name: str, types: Mapping[str, NamedType], events: Events) -> frozenset[str]:
    """Of each field of each message that an event can hold: set, unset, how many, and each boundary of its type."""
    return frozenset(
        goal for message in _reachable(type_name, types) for goal in _of_message(message, events)
    )


def _reachable(type_name: str, types: Mapping[str, NamedType]) -> Iterator[Message]:
    """The messages in which events set fields: not those at the depth below which they do not."""
    seen: set[str] = set()
    level = {type_name}
    for _ in range(DEPTH):
        found = [item for name in sorted(level - seen) if isinstance(item := types.get(name), Message)]
        seen |= level
        yield from found
        level = {field.type_name for message in found for field in _all_fields(message)}


def _all_fields(message: Message) -> Iterator[Field]:
    for field in (*message.fields, *message.extensions):
        yield from field.entry or (field,)


def _of_message(message: Message, events: Events) -> Iterator[str]:
    for field in (*message.fields, *message.extensions):
        yield f"{field.full_name} set"
        if field.presence != "required":
            yield f"{field.full_name} unset"
        if field.cardinality == "repeated":
            yield from (f"{field.full_name} has {count}" for count in ("none", "one", "more"))
        for single in field.entry or (field,):
            if single.type not in ("message", "group"):
                yield from (f"{single.full_name} = {edge!r}" for edge in events.edges(single))


def met(type_name: str, types: Mapping[str, NamedType], value: dict[str, Any]) -> Iterator[str]:
    """What the fields of a value, and of the messages in it, show."""
    message = types.get(type_name)
    for field in (*message.fields, *message.extensions) if isinstance(message, Message) else ():
        if field.label not in value:
            yield f"{field.full_name} unset"
            continue
        held = value[field.label]
        yield f"{field.full_name} set"
        if field.cardinality == "repeated":
            yield f"{field.full_name} has {('none', 'one', 'more')[min(len(held), 2)]}"
        for single, items in _singles(field, held):
            for item in items:
                if single.type in ("message", "group"):
                    yield from met(single.type_name, types, item)
                else:
                    yield f"{single.full_name} = {item!r}"


def _singles(field: Field, held: Any) -> Iterator[tuple[Field, Any]]:
    if field.type == "map":
        yield field.entry[0], held.keys()
        yield field.entry[1], held.values()
    else:
        yield field, held if field.cardinality == "repeated" else (held,)

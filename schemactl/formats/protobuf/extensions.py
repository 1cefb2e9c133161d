"""Elements in; the same out, with each extension among the fields of what it extends, where that is among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.protobuf import Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.element import Element

Extensions = dict[str, list[Field]]


def gathered(elements: Iterable[Element]) -> list[Element]:
    """To data an extension is a field of what it extends: so it is compared there, wherever it is declared."""
    elements = list(elements)
    messages = [item for item in elements if isinstance(item, Message)]
    found: Extensions = defaultdict(list)
    for item in elements:
        if isinstance(item, Field):
            found[item.extendee].append(replace(item, apart=""))
    if not found:
        return elements
    extended = found.keys() & set(_names(messages))
    return [
        _with_extensions(item, found) if isinstance(item, Message) else item
        for item in elements
        if not isinstance(item, Field) or item.extendee not in extended
    ]


def _names(messages: Iterable[Message]) -> Iterable[str]:
    for message in messages:
        yield message.full_name
        yield from _names(message.messages)


def _with_extensions(message: Message, found: Mapping[str, list[Field]]) -> Message:
    nested = tuple(_with_extensions(kid, found) for kid in message.messages)
    return replace(message, messages=nested, extensions=tuple(found.get(message.full_name, ())))

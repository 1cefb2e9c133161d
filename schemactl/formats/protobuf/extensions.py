"""Elements in; the same out, with each extension among the fields of what it extends, where that is among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.protobuf import Field, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.element import Element


def gathered(elements: list[Element]) -> list[Element]:
    """To data an extension is a field of what it extends: so it is compared there, wherever it is declared."""
    found: dict[str, list[Field]] = defaultdict(list)
    for item in elements:
        if isinstance(item, Field):
            found[item.extendee].append(replace(item, apart=""))
    extended = found.keys() & set(_messages(elements)) if found else set()
    if not extended:
        return elements
    return [
        _with_extensions(item, found) if isinstance(item, Message) else item
        for item in elements
        if not isinstance(item, Field) or item.extendee not in extended
    ]


def _messages(elements: list[Element] | tuple[Message, ...]) -> Iterator[str]:
    for item in elements:
        if isinstance(item, Message):
            yield item.full_name
            yield from _messages(item.messages)


def _with_extensions(message: Message, found: Mapping[str, list[Field]]) -> Message:
    nested = tuple(_with_extensions(kid, found) for kid in message.messages)
    own = tuple(found.get(message.full_name, ()))
    return replace(message, messages=nested, extensions=own) if own or nested else message

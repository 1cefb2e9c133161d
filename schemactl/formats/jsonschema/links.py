"""One file's bytes in; how it may be referred to, and what it refers to, out, whatever the bytes are."""

from __future__ import annotations

import json
from posixpath import basename
from typing import TYPE_CHECKING, Any

from schemactl.formats.format import Links

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES = ("$id", "id")
_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


def find_links(data: bytes) -> Links:
    """Find how a file hangs together with others: by the last parts of addresses, since only linking resolves them.

    Two files of one such name are both taken to be meant, which costs time and changes no answer.
    """
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Links()
    words = tuple(_words(root))
    defines = dict.fromkeys(last(text) for word, text in words if word in _ADDRESSES and last(text))
    needs = dict.fromkeys(last(text) for word, text in words if word in _REFERENCES and last(text))
    return Links(defines=tuple(defines), needs=tuple(needs))


def last(address: str) -> str:
    """The last part of an address's or a file's path."""
    return basename(address.partition("#")[0])


def _words(root: Any) -> Iterator[tuple[str, str]]:
    todo = [root]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield from ((word, text) for word, text in item.items() if isinstance(text, str))
            todo += item.values()
        elif isinstance(item, list):
            todo += item

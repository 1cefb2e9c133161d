"""A schema's plain value in; the same without what says nothing about instances out."""

from __future__ import annotations

from typing import Any

_SAYS_NOTHING = frozenset({"title", "description", "$comment"})
_PLAIN = frozenset({"enum", "const"})


def meaning(value: Any) -> Any:
    """Drop titles and descriptions. A property of that name is a schema, which is no text, and stays."""
    if isinstance(value, list):
        return [meaning(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: item if name in _PLAIN else meaning(item)
        for name, item in value.items()
        if not (name in _SAYS_NOTHING and isinstance(item, str))
    }

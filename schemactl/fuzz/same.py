"""Two values in; where they differ out."""

from __future__ import annotations

import struct
from typing import Any

from schemactl.model.reading import Entries


def path_of_difference(expected: Any, got: Any, path: str = "") -> str:
    """The path of the first difference, without indexes; "" if there is none, "value" if the whole differs."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return _in_parts(expected, got, path)
    if isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            return f"{path}[]"
        pairs = zip(expected, got, strict=True)
        return next((found for pair in pairs if (found := path_of_difference(*pair, f"{path}[]"))), "")
    return "" if same(expected, got) else path or "value"


def _in_parts(expected: dict[Any, Any], got: dict[Any, Any], path: str) -> str:
    if other := expected.keys() ^ got.keys():
        return (
            f"{path}{{}}" if isinstance(expected, Entries) else f"{path}.{min(map(str, other))}".lstrip(".")
        )
    for key, item in expected.items():
        inside = f"{path}{{}}" if isinstance(expected, Entries) else f"{path}.{key}".lstrip(".")
        if found := path_of_difference(item, got[key], inside):
            return found
    return ""


def same(expected: Any, got: Any) -> bool:
    """Equal, bit by bit in floating point, where one not-a-number is as good as another; truth is no number."""
    if isinstance(expected, float) and isinstance(got, float):
        return struct.pack("<d", expected) == struct.pack("<d", got) or (expected != expected and got != got)  # noqa: PLR0124
    return type(expected) is type(got) and bool(expected == got)

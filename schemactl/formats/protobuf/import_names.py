"""Names that imports say in; whether files can be called so, below one folder and beside each other, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 255
"""Bytes that a file system takes as one part of a path."""


def importable(name: str) -> bool:
    """Whether it is a relative path that leads nowhere else: names come from registries, too."""
    parts = name.split("/")
    odd = any(part in {"", ".", ".."} or len(part.encode(errors="replace")) > _LONGEST for part in parts)
    return not odd and name.isprintable() and "\\" not in name


def clashing(names: Iterable[str]) -> str:
    """One of the names that is a folder of another one; "" if none is."""
    known = set(names)
    folders = {
        "/".join(parts[:end]) for parts in (name.split("/") for name in known) for end in range(1, len(parts))
    }
    return min(known & folders, default="")

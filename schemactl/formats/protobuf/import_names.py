"""Names that imports say in; whether files can be called so, below one folder and beside each other, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_PART, _LONGEST = 255, 1024
"""Bytes that every file system takes as one part of a path; and for all of it, below a folder of ours."""


def importable(name: str) -> bool:
    """Whether it is a relative path that leads nowhere else: names come from registries, too."""
    parts = name.split("/")
    sizes = [len(part.encode(errors="replace")) for part in parts]
    odd = any(part in {"", ".", ".."} for part in parts) or max(sizes) > _LONGEST_PART
    return not odd and sum(sizes) + len(sizes) - 1 <= _LONGEST and name.isprintable() and "\\" not in name


def clashing(names: Iterable[str]) -> str:
    """One of the names that is a folder of another one; "" if none is."""
    known = set(names)
    folders = {
        "/".join(parts[:end]) for parts in (name.split("/") for name in known) for end in range(1, len(parts))
    }
    return min(known & folders, default="")

"""A payload that shows something in; the simplest one found that still shows it out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 400
"""How many payloads are tried, at most."""


def shrunk(
    data: bytes, shows: Callable[[bytes], bool], smaller: Callable[[bytes], Iterator[bytes]], most: int = MOST
) -> bytes:
    """Take simpler payloads as long as they show it: first by structure (`smaller`), then byte by byte.

    Every one that is taken is simpler than the one before (shorter, or as long and of smaller bytes), so it ends.
    """
    tried = {data}
    while True:
        for candidate in chain(smaller(data), _by_bytes(data)):
            if (len(candidate), candidate) >= (len(data), data) or candidate in tried:
                continue
            if len(tried) > most:
                return data
            tried.add(candidate)
            if shows(candidate):
                data = candidate
                break
        else:
            return data


def _by_bytes(data: bytes) -> Iterator[bytes]:
    """Without half of the bytes, a quarter, … one; then with single bytes lowered."""
    size = len(data) // 2 or len(data)
    while size:
        for start in range(0, len(data), size):
            yield data[:start] + data[start + size :]
        size //= 2
    for place, byte in enumerate(data):
        for lower in (0, 1, byte >> 1):
            if lower < byte:
                yield data[:place] + bytes([lower]) + data[place + 1 :]

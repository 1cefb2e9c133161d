"""Ranges of numbers in; what is left of them, and how they are written, out. Both ends are inclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.protobuf import NumberRange

LAST_FIELD = 2**29 - 1
LAST_ENUM = 2**31 - 1


def without(ranges: Iterable[NumberRange], taken: Iterable[NumberRange]) -> tuple[NumberRange, ...]:
    """The numbers of the first that are in none of the second, as few ranges as possible."""
    left = _joined(ranges)
    for first, last in taken:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, first - 1)), (max(start, last + 1), end))
            if part[0] <= part[1]
        ]
    return tuple(left)


def written(ranges: Iterable[NumberRange], last: int) -> str:
    """`2, 3, 5 to 7, 100 to max`; last: the number that is called max."""
    return ", ".join(_one(start, end, last) for start, end in ranges)


def _one(start: int, end: int, last: int) -> str:
    if start == end:
        return str(start)
    if end == last:
        return f"{start} to max"
    return f"{start}, {end}" if end == start + 1 else f"{start} to {end}"


def _joined(ranges: Iterable[NumberRange]) -> list[NumberRange]:
    """Sorted, and neighbours together."""
    found: list[NumberRange] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

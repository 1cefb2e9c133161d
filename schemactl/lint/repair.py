"""A text and reservations in; the text with them written into its messages and enums out, all else as it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.lint.numbers import without, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.lint import Reservation


def repaired(data: bytes, reservations: Iterable[Reservation]) -> bytes:
    """Put statements before the closing brace of each type. Raises ValueError if one does not end with a brace."""
    lines = data.splitlines(keepends=True)
    # from the end, so that no insertion moves the place of the next one
    for reservation in sorted(merged(reservations), key=_end, reverse=True):
        _insert(lines, reservation)
    return b"".join(lines)


def merged(reservations: Iterable[Reservation]) -> list[Reservation]:
    """One reservation a type."""
    by_type: dict[str, list[Reservation]] = defaultdict(list)
    for reservation in reservations:
        by_type[reservation.type_name].append(reservation)
    return [
        replace(
            group[0],
            numbers=without((span for each in group for span in each.numbers), ()),
            names=tuple(dict.fromkeys(name for each in group for name in each.names)),
        )
        for group in by_type.values()
    ]


def statements(reservation: Reservation) -> list[str]:
    """One for the numbers and one for the names, as they are never in one (Language Specification, Reserved)."""
    names = [f'"{name}"' if reservation.quoted else name for name in reservation.names]
    parts = (written(reservation.numbers, reservation.last), ", ".join(names))
    return [f"reserved {part};" for part in parts if part]


def _end(reservation: Reservation) -> tuple[int, int]:
    return reservation.place.end_line, reservation.place.end_column


def _insert(lines: list[bytes], reservation: Reservation) -> None:
    at, column = reservation.place.end_line - 1, reservation.place.end_column - 1
    line = lines[at] if at < len(lines) else b""
    brace = len(line.decode("utf-8", "surrogateescape")[:column].encode("utf-8", "surrogateescape")) - 1
    if line[brace : brace + 1] != b"}":
        raise ValueError(f"{reservation.type_name} does not end with a brace")
    said = [statement.encode() for statement in statements(reservation)]
    before, after = line[:brace], line[brace:]
    if before.strip():
        gap = b"" if before[-1:].isspace() else b" "
        lines[at] = before + gap + b" ".join(said) + b" " + after
    else:
        indent = _indent(lines[reservation.place.line : at]) or before + b"  "
        ending = b"\r\n" if lines[at - 1].endswith(b"\r\n") else b"\n"
        lines[at] = b"".join(indent + statement + ending for statement in said) + line


def _indent(body: list[bytes]) -> bytes:
    """What the first line of a body begins with."""
    first = next((line for line in body if line.strip() and not line.lstrip().startswith(b"{")), b"")
    return first[: len(first) - len(first.lstrip())]

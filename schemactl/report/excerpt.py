"""A place and the texts of its version in; the line of the file with carets under the place out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.report.words import printable

if TYPE_CHECKING:
    from schemactl.model.location import Location
    from schemactl.model.source import Source

WIDTH = 100
"""How many characters of a source line are shown; a longer line is shown around the place."""
LEAD = 20
"""How many characters of a long line are shown before the place."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The lines of a source's files, each file fetched when it is first asked for."""

    source: Source
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def line(self, path: str, number: int) -> str | None:
        """The line (1-based) of a file; None if the source has no such file or line."""
        if path not in self._lines:
            name = path.removeprefix(self.source.prefix)
            data = self.source.fetch([name])[name] if name in self.source.digests else b""
            self._lines[path] = data.decode("utf-8", "replace").splitlines()
        lines = self._lines[path]
        return lines[number - 1] if 0 < number <= len(lines) else None


def excerpt(texts: Texts, place: Location, note: str) -> list[str]:
    """Two lines: the source line, and carets with a note; none if there is no such line."""
    line = texts.line(place.source, place.line)
    if line is None:
        return []
    start = min(place.column - 1, len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    shift = max(0, start - LEAD) if len(line) > WIDTH else 0
    shown = printable(line[shift : shift + WIDTH].replace("\t", " ").rstrip())
    carets = "^" * max(1, min(end, shift + WIDTH) - start)
    return [
        f"{place.line:>4} | {'…' if shift else ''}{shown}{'…' if len(line) > shift + WIDTH else ''}",
        f"     | {' ' * (start - shift + bool(shift))}{carets} {note}".rstrip(),
    ]

"""A file's text in; lines and columns out."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from schemactl.model.location import Location


class FileText:
    """The text of one file, which can say where an offset of it is."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def locate(self, start: int, end: int) -> Location:
        """Turn two offsets into a place; the end is exclusive."""
        return Location(self.path, *self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

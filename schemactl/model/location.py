"""A place in a source text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span of a file: 1-based lines and columns (columns count characters); the end is exclusive."""

    source: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"

    def locate(self, facet: str = "") -> Location:
        """A Location is its own Mark: every facet is here."""
        del facet
        return self

    def comment(self) -> str:
        """A plain place carries no comment."""
        return ""

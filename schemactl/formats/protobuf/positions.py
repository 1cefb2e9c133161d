"""SourceCodeInfo and the source text in; places and comments out, looked up only when somebody asks.

protoc counts columns in bytes and moves to the next multiple of eight at a tab; people count characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from google.protobuf.descriptor_pb2 import FileDescriptorProto, SourceCodeInfo

TAB = 8


def column(line: bytes, raw: int) -> int:
    """The 1-based character column of protoc's 0-based `raw` column in a line."""
    at = index = 0
    while index < len(line) and at < raw:
        at += TAB - at % TAB if line[index] == ord("\t") else 1
        index += 1
    return len(line[:index].decode("utf-8", "replace")) + 1


class Positions:
    """The places of one file's declarations."""

    def __init__(self, path: str, file: FileDescriptorProto, text: bytes) -> None:
        self.path = path
        self.file = file
        self._text = text

    @cached_property
    def _spans(self) -> Mapping[tuple[int, ...], SourceCodeInfo.Location]:
        found: dict[tuple[int, ...], SourceCodeInfo.Location] = {}
        for location in self.file.source_code_info.location:
            found.setdefault(tuple(location.path), location)
        return found

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._text.splitlines() or [b""]

    def locate(self, path: tuple[int, ...]) -> Location | None:
        """Where the declaration at this descriptor path stands; None if protoc did not say."""
        found = self._spans.get(path)
        if found is None:
            return None
        span = list(found.span)
        end_line = span[2] if len(span) == 4 else span[0]  # noqa: PLR2004  (descriptor.proto: three or four)
        return Location(
            self.path,
            span[0] + 1,
            self._column(span[0], span[1]),
            end_line + 1,
            self._column(end_line, span[-1]),
        )

    def _column(self, line: int, raw: int) -> int:
        return column(self._lines[line], raw) if line < len(self._lines) else raw + 1

    def comment(self, path: tuple[int, ...]) -> str:
        """The leading comment of the declaration at this path, or else the trailing one."""
        found = self._spans.get(path)
        return (found.leading_comments or found.trailing_comments).strip() if found else ""


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A declaration's place: `facets` says under which field number of its descriptor a facet stands."""

    positions: Positions
    path: tuple[int, ...]
    facets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def locate(self, facet: str = "") -> Location:
        for number in self.facets.get(facet, ()):
            if place := self.positions.locate((*self.path, number)):
                return place
        return self.positions.locate(self.path) or Location(self.positions.path)

    def comment(self) -> str:
        return self.positions.comment(self.path)

"""A TOML text that is known to be valid in; the line and column at which each key stands out."""

from __future__ import annotations

import re
from collections import Counter

Key = tuple[str | int, ...]
"""The way to a value: `("module", 0, "roots")`."""

Positions = dict[Key, tuple[int, int]]
"""The line and column (1-based) of each table and key."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_QUOTES = ('"""', "'''")


def positions(text: str) -> Positions:
    """Tell where tables and keys begin; keys inside inline tables and arrays are not listed."""
    found: Positions = {}
    tables: Counter[str] = Counter()
    here: Key = ()
    for number, line in _outside_values(text):
        if header := _HEADER.match(line):
            here = _table(header, tables)
            found.setdefault(here, (number, header.start(1) + 1))
        elif key := _KEY.match(line):
            found.setdefault((*here, *_parts(key[1])), (number, key.start(1) + 1))
    return found


def _table(header: re.Match[str], tables: Counter[str]) -> Key:
    parts = _parts(header[2])
    if header[1] == "[":
        return parts
    name = ".".join(map(str, parts))
    tables[name] += 1
    return (*parts, tables[name] - 1)


def _parts(dotted: str) -> Key:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _outside_values(text: str) -> list[tuple[int, str]]:
    """The lines that begin outside a multi-line string or array."""
    lines: list[tuple[int, str]] = []
    closing = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if depth == 0:
            lines.append((number, line))
        opened = next((mark for mark in _QUOTES if line.count(mark) % 2), "")
        if opened:
            closing = opened
        elif depth or not _HEADER.match(line):
            bare = re.sub(r"""#.*|"[^"]*"|'[^']*'""", "", line)
            depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
    return lines

"""Include and exclude globs in, a test out: does the module have this path."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PIECE = re.compile(
    r"(?P<folders>\*\*/)|(?P<all>\*\*)|(?P<some>\*)|(?P<one>\?)|\[(?P<negated>!?)(?P<set>[^]]+)\]|(?P<text>.)",
    re.DOTALL,
)


def chooser(include: Iterable[str], exclude: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path (with `/`) is matched by any of `include` (none: everything) and by none of `exclude`.

    `**/` is any number of folders, `*` and `?` stay within a name, and what names a folder means all in it.
    """
    wanted, unwanted = tuple(include), tuple(exclude)
    take = _any(wanted) if wanted else None
    drop = _any(unwanted) if unwanted else None
    if drop is None:
        return (lambda path: take.fullmatch(path) is not None) if take else (lambda _: True)
    return lambda path: not drop.fullmatch(path) and (take is None or take.fullmatch(path) is not None)


@lru_cache
def _any(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_expression(glob)})(?:/.*)?" for glob in globs), re.DOTALL)


def _expression(glob: str) -> str:
    glob = glob.removeprefix("./").rstrip("/")
    return "".join(map(_piece, _PIECE.finditer(glob))) if glob not in ("", ".") else ".*"


def _piece(match: re.Match[str]) -> str:
    if match["set"]:
        chosen = match["set"].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
        return f"(?!/)[{'^' if match['negated'] else ''}{chosen}]"
    fixed = {"folders": "(?:[^/]+/)*", "all": ".*", "some": "[^/]*", "one": "[^/]"}
    return fixed.get(match.lastgroup or "", re.escape(match[0]))

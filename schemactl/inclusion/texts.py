"""A regular expression in; texts that it matches out, the shortest first, as far as it is of a simple kind."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.parts import UnreadablePatternError, matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_REPEATS = (0, 1, 2)
_MOST = 24
_FEW = 3
_LONG = 96
_LETTERS = "a0A -_.@/é~"


def texts(pattern: str) -> list[str]:
    """Some texts that match; none where the expression says more than this understands."""
    try:
        parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]  # noqa: SLF001  (Python's own reading of it)
        found = islice(_sequence(list(parsed)), _MOST)
        return [text for text in dict.fromkeys(found) if matches(pattern, text)]
    except (re.error, OverflowError, RecursionError, UnreadablePatternError, NotImplementedError):
        return []


def _sequence(items: list[Any]) -> Iterator[str]:
    choices = [list(islice(_item(str(operator), argument), _MOST)) for operator, argument in items]
    yield from map("".join, product(*choices))


def _item(operator: str, argument: Any) -> Iterator[str]:
    maker = _MAKERS.get(operator)
    if maker is None:
        raise NotImplementedError(operator)
    yield from maker(argument)


def _repeated(argument: Any) -> Iterator[str]:
    least, most, inner = int(argument[0]), int(argument[1]), list(argument[2])
    counts = {count for count in (*(least + more for more in _REPEATS), most) if count <= min(most, _LONG)}
    one = list(islice(_sequence(inner), _FEW))
    for count in sorted(counts | {least}):
        yield from islice(map("".join, product(*[one] * count)), _FEW)


def _branched(argument: Any) -> Iterator[str]:
    for branch in argument[1]:
        yield from islice(_sequence(list(branch)), _FEW)


def _class(members: list[Any]) -> Iterator[str]:
    """One of a set of characters: what ranges begin and end with, and what categories hold."""
    pool = list(_LETTERS)
    for operator, argument in members:
        if str(operator) == "LITERAL":
            pool.insert(0, chr(argument))
        elif str(operator) == "RANGE":
            pool[:0] = [chr(argument[0]), chr(argument[1])]
    text = "[" + "".join(_member(str(operator), argument) for operator, argument in members) + "]"
    yield from (letter for letter in dict.fromkeys(pool) if re.fullmatch(text, letter))


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


def _member(operator: str, argument: Any) -> str:
    if operator == "NEGATE":
        return "^"
    if operator == "CATEGORY":
        return _CATEGORIES[str(argument)]
    if operator == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    return re.escape(chr(argument))


_MAKERS: dict[str, Callable[[Any], Iterable[str]]] = {
    "LITERAL": lambda letter: (chr(letter),),
    "NOT_LITERAL": lambda letter: (other for other in _LETTERS if other != chr(letter)),
    "ANY": lambda _: _LETTERS,
    "IN": _class,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "SUBPATTERN": lambda group: _sequence(list(group[-1])),
    "BRANCH": _branched,
    "AT": lambda _: ("",),
    "ASSERT": lambda _: ("",),
    "ASSERT_NOT": lambda _: ("",),
}
"""By what an expression's item is: texts for it. What looks ahead or stands at an edge is checked in the end."""

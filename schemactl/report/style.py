"""A role and a text in; the text in the role's colour, or as it is, out."""

from __future__ import annotations

from typing import Literal, Protocol

Role = Literal["strong", "bad", "good", "fine"]

_CODES: dict[Role, str] = {"strong": "1", "bad": "31;1", "good": "32;1", "fine": "36"}


class Style(Protocol):
    def __call__(self, role: Role, text: str, /) -> str: ...


def plain(role: Role, text: str, /) -> str:
    """The style of a file or a pipe."""
    del role
    return text


def colour(role: Role, text: str, /) -> str:
    """The style of a terminal."""
    return f"\x1b[{_CODES[role]}m{text}\x1b[0m"

"""What a specification says that a payload is: a value, refused, or left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What every reader of a payload has to say, by the specification and the schema alone.

    value: plain Python data, as a channel takes it; None if the payload is refused.
    refused: why it is no value of the type ("" if it is one).
    open: why readers may differ ("" if they may not): the specification does not say, or sets no limit. Then a
    reader may refuse, or read something; it still has to end, in bounded memory, without an error of another kind.
    """

    value: Any = None
    refused: str = ""
    open: str = ""


class Entries(dict[Any, Any]):
    """A map's, where other dicts are messages: its keys are data, and no part of a path."""


class NoValueError(ValueError):
    """The payload is no value of the type."""


class OpenError(ValueError):
    """Readers may differ about the payload, so much that nothing can be said of the rest of it."""

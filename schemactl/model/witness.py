"""A witness: a value that proves an effect, written under one schema and read under the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemactl.model.effect import Direction, Outcome, Surface


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What one value did on its way through real codecs.

    sent: the bytes (wire), or the UTF-8 JSON text. said, heard: the values in the JSON mapping, as written and
    as read (None where reading failed). error: the reader's own words. outcome: what that amounts to. text: whether
    the bytes on the wire are text.
    """

    sent: bytes
    said: Any
    heard: Any
    error: str | None
    outcome: Outcome
    detail: str = ""
    text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An exchange that shows an outcome, with whose schema wrote and whose read.

    reader: "" if the real codec here read the bytes; else the named reader that is recorded to do this with them.
    It is not here: then the exchange has no `heard` and no `error`, and its detail is why the reader does it.
    """

    direction: Direction
    surface: Surface
    type_name: str
    exchange: Exchange
    reader: str = ""

    @property
    def outcome(self) -> Outcome:
        return self.exchange.outcome

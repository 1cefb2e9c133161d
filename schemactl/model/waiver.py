"""A break that a team accepts for a while: which, why, who answers for it, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from schemactl.model.location import Location

SOON = 7
"""So many days before the end a waiver is said to end."""


class Duty(StrEnum):
    """What a team may require of each waiver."""

    REASON = "reason"
    OWNER = "owner"
    EXPIRES = "expires"
    ISSUE = "issue"


class State(StrEnum):
    ACTIVE = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SPENT = "spent"
    """No finding has it, and what is compared with is no longer what it was written against."""
    UNKNOWN = "unknown"
    """No finding has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """id: the finding's fingerprint, and what matches. rule, element, change, against: for people.

    left: days until it ends, below 0 when it has; None if it never does.
    """

    id: str
    rule: str = ""
    element: str = ""
    change: str = ""
    reason: str = ""
    owner: str = ""
    issue: str = ""
    created: date | None = None
    expires: date | None = None
    against: str = ""
    left: int | None = None
    location: Location

    @property
    def state(self) -> State:
        """As far as the date tells."""
        if self.left is None or self.left > SOON:
            return State.ACTIVE
        return State.EXPIRING if self.left >= 0 else State.EXPIRED

    @property
    def active(self) -> bool:
        return self.state is not State.EXPIRED

    @property
    def ending(self) -> bool:
        return self.state is State.EXPIRING

    @property
    def told(self) -> str:
        """`by @payments until 2026-12-23`."""
        by = f"by {self.owner}" if self.owner else ""
        until = f"until {self.expires}" if self.expires else ""
        return " ".join(filter(None, (by, until)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a team asks of its waivers, and where they stand (relative to the configuration's folder)."""

    file: str = "schemactl-waivers.toml"
    max_days: int = 90
    require: tuple[Duty, ...] = (Duty.REASON, Duty.OWNER, Duty.EXPIRES)

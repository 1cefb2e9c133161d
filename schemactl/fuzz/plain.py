"""A decoded value in; the same in plain data, which can be sent from one process to another, out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEPT = (type(None), bool, int, float, str, bytes)


def plain(value: Any) -> Any:
    """Dates and the like become `(kind, number or text)`. Raises TypeError for what has no plain form."""
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(item) for item in value)
    if type(value) in KEPT:
        return value
    if isinstance(value, Decimal | UUID):
        return ("text", str(value))
    if isinstance(value, datetime | date | time):
        return _moment(value)
    raise TypeError(
        f"a {type(value).__name__} has no plain form: return what the format's own library returns"
    )


def _moment(value: datetime | date | time) -> tuple[str, int]:
    if isinstance(value, time):
        seconds = (value.hour * 60 + value.minute) * 60 + value.second
        return ("µs", seconds * 10**6 + value.microsecond)
    if not isinstance(value, datetime):
        return ("days", value.toordinal() - EPOCH.toordinal())
    since = value.replace(tzinfo=value.tzinfo or UTC) - EPOCH
    return ("µs", (since.days * 86400 + since.seconds) * 10**6 + since.microseconds)

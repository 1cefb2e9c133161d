"""A candidate for a witness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """A value (plain Python data) of the writer's type, and the type as which the reader reads it, if it has one."""

    writer_type: str
    reader_type: str | None
    value: Any

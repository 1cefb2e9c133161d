"""A plain value in; the same as JSON out: bytes in hex, numbers that JSON does not have as text."""

from __future__ import annotations

import math
from typing import Any


def shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, tuple):
        return {str(value[0]): shown(value[1])}
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value

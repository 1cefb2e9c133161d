"""A value of an underlying type and a logical type in; what the value means out (Logical Types)."""

from __future__ import annotations

import math
import struct
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fastavro.read import LOGICAL_READERS

from schemactl.formats.avro.logical import attributes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.avro import Use


_LIMITS = {"int": 2**31, "long": 2**63}
_HELD: dict[str, type | tuple[type, ...]] = {
    "null": type(None), "boolean": bool, "float": (int, float), "double": (int, float), "string": str, "bytes": bytes,
}  # fmt: skip


class RefusedError(ValueError):
    """The reader's schema refuses the value that was decoded."""


def meaning(use: Use, raw: Any) -> Any:
    """What a reader makes of a value by its schema's logical type, through fastavro's own conversion.

    fastavro itself takes the writer's logical type, since Python has no typed fields; a reader with generated
    classes takes its own. A value that Python's types cannot hold, such as the year 12000, means itself under
    the logical type's name, and so does one of a logical type that fastavro does not know.
    Raises RefusedError if the value is none of the logical type, as text that is no UUID.
    """
    attributes = attributes_of(use.logical)
    name = attributes.get("logicalType", "")
    convert: Callable[..., Any] | None = LOGICAL_READERS.get(f"{use.type}-{name}")
    if convert is None:
        return (name, raw) if name else raw
    try:
        return convert(raw, attributes)
    except ValueError as error:
        if name == "uuid":
            raise RefusedError(f"{raw!r} is not a UUID: {error}") from None
        return (name, raw)
    except (OverflowError, ArithmeticError):
        return (name, raw)


def fits(use: Use, value: Any) -> bool:
    """Whether a primitive type can hold the value; fastavro does not look at the range of numbers."""
    if use.type in _LIMITS:
        return isinstance(value, int) and -_LIMITS[use.type] <= value < _LIMITS[use.type]
    return isinstance(value, _HELD.get(use.type, object))


def underlying(use: Use, raw: Any) -> Any:
    """The value as the type can hold it: a `float` has 32 bits, which Python's floats hide."""
    if use.type != "float":
        return raw
    try:
        return struct.unpack("<f", struct.pack("<f", raw))[0]
    except OverflowError:
        return math.copysign(math.inf, raw)


def shown(value: Any) -> Any:
    """A value or its meaning in JSON: bytes as the characters 0 to 255, as Avro's JSON encoding has them."""
    if isinstance(value, tuple):
        return shown(value[1])
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    return value

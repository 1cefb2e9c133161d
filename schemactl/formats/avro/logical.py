"""A type's attributes in; the logical type that readers see out (Logical Types, in the Avro specification).

An unknown or invalid logical type is ignored, as the specification asks of every implementation, and stays
among the properties. It is no error here: readers treat it so, and an old version cannot be repaired.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_BASES = {
    "date": {"int"},
    "time-millis": {"int"},
    "time-micros": {"long"},
    "timestamp-millis": {"long"},
    "timestamp-micros": {"long"},
    "timestamp-nanos": {"long"},
    "local-timestamp-millis": {"long"},
    "local-timestamp-micros": {"long"},
    "local-timestamp-nanos": {"long"},
    "big-decimal": {"bytes"},
    "uuid": {"string", "fixed"},
    "duration": {"fixed"},
    "decimal": {"bytes", "fixed"},
}
NAMES = frozenset(_BASES)
"""The logical types that the specification defines."""
_SIZES = {"uuid": 16, "duration": 12}
_DECIMAL = re.compile(r"decimal\(([0-9]+), ([0-9]+)\)")


def logical_type(base: str, attributes: Mapping[str, Any], size: int | None = None) -> str:
    """Name the logical type that these attributes give to `base`; "" if none, or an invalid one.

    size: of a fixed.
    """
    name = attributes.get("logicalType")
    if not isinstance(name, str) or base not in _BASES.get(name, ()):
        return ""
    if size is not None and size != _SIZES.get(name, size):
        return ""
    return _decimal(attributes, size) if name == "decimal" else name


def _decimal(attributes: Mapping[str, Any], size: int | None) -> str:
    precision, scale = _natural(attributes.get("precision")), _natural(attributes.get("scale", 0))
    if precision is None or scale is None or scale > precision or precision == 0:
        return ""
    if size is not None and precision > digits(size):
        return ""
    return f"decimal({precision}, {scale})"


def digits(size: int) -> int:
    """How many decimal digits always fit into a fixed of `size` bytes: floor(log10(2^(8n-1) - 1))."""
    return math.floor(math.log10(2) * (8 * size - 1)) if size else 0


def _natural(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def attributes_of(logical: str) -> dict[str, Any]:
    """The attributes that spell a logical type: the inverse of `logical_type`."""
    match = _DECIMAL.fullmatch(logical)
    if match:
        return {"logicalType": "decimal", "precision": int(match[1]), "scale": int(match[2])}
    return {"logicalType": logical} if logical else {}

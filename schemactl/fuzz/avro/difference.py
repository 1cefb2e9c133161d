"""A value as it was written and as a decoder has it in; where they differ out.

What was written is as channels take it, unions as (branch, value); a decoder may leave the branch out, as fastavro
does, and may have made of a logical type what its language has for it (see schemactl.fuzz.plain).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from schemactl.fuzz.same import same

if TYPE_CHECKING:
    from schemactl.formats.avro.strict import Strict
    from schemactl.model.avro import Use

LONGEST_DECIMAL = 64
"""Bytes; libraries round what is longer, far beyond any precision."""
MICROSECONDS = {"millis": 1000, "micros": 1}


def difference(strict: Strict, use: Use, expected: Any, got: Any, path: str = "") -> str:
    """The path of the first difference, without indexes; "" if there is none, "value" if the whole differs."""
    here = path or "value"
    if use.type == "union":
        return _of_union(strict, use, expected, got, path)
    if use.type == "record":
        return _of_record(strict, use, expected, got, path)
    if use.inner:
        return _of_items(strict, use, expected, got, path)
    logical = strict.definition(use).type.logical if use.type == "fixed" else use.logical
    return "" if same(expected, got) or (isinstance(got, tuple) and _meant(logical, expected, got)) else here


def _of_items(strict: Strict, use: Use, expected: Any, got: Any, path: str) -> str:
    inside = f"{path or 'value'}{'[]' if use.type == 'array' else '{}'}"
    if type(got) is not type(expected) or len(got) != len(expected):
        return inside
    if use.type == "map":
        if got.keys() != expected.keys():
            return inside
        pairs = [(item, got[key]) for key, item in expected.items()]
    else:
        pairs = list(zip(expected, got, strict=True))
    return next((found for pair in pairs if (found := difference(strict, use.inner[0], *pair, inside))), "")


def _of_union(strict: Strict, use: Use, expected: Any, got: Any, path: str) -> str:
    name, value = expected if isinstance(expected, tuple) else ("null", None)
    branch = next(item.type for item in use.branches if item.name == name)
    if isinstance(got, tuple) and len(got) == 2 and got[0] in {item.name for item in use.branches}:  # noqa: PLR2004
        if got[0] != name:
            return f"{path or 'value'} (branch)"
        got = got[1]
    return difference(strict, branch, value, got, path)


def _of_record(strict: Strict, use: Use, expected: Any, got: Any, path: str) -> str:
    if not isinstance(got, dict):
        return path or "value"
    if other := expected.keys() ^ got.keys():
        return f"{path}.{min(map(str, other))}".lstrip(".")
    for field in strict.definition(use).fields:
        here = f"{path}.{field.name}".lstrip(".")
        if found := difference(strict, field.type, expected[field.name], got[field.name], here):
            return found
    return ""


def _meant(logical: str, raw: Any, got: tuple[Any, ...]) -> bool:
    """Whether a decoder's `(kind, what)` is what the raw value means by its logical type."""
    kind, what = got
    if kind == "text" and logical.startswith("decimal"):
        if len(raw) > LONGEST_DECIMAL:
            return True
        scale = int(logical.rstrip(")").rpartition(",")[2])
        return Decimal(what) == Decimal(int.from_bytes(raw, "big", signed=True)).scaleb(-scale)
    if kind == "text":
        return UUID(what) == (UUID(bytes=raw) if isinstance(raw, bytes) else UUID(raw))
    if kind == "days":
        return bool(raw == what)
    return bool(raw * MICROSECONDS.get(logical.rpartition("-")[2], 1) == what)

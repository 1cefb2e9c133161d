"""A default and the type it is for in; what is wrong with it out (Complex Types, Records)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import Problem
from schemactl.model.avro import Enum, Fixed, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.formats.json_reader import Node
    from schemactl.model.avro import Definition, Use

_RANGES = {"int": 2**31, "long": 2**63}


def wrong_default(node: Node, use: Use, types: Mapping[str, Definition]) -> Iterator[Problem]:
    """Find the values inside a default that do not fit their types.

    The default of a union may be for any branch (since Avro 1.12, AVRO-3649).
    """
    if use.type == "union":
        if not any(_fits(node, branch.type, types) for branch in use.branches):
            yield _problem(node, f"no branch of {use.type_name}")
        return
    value = node.value
    if use.type == "array" and isinstance(value, list):
        for item in value:
            yield from wrong_default(item, use.inner[0], types)
    elif use.type == "map" and isinstance(value, dict):
        for item in value.values():
            yield from wrong_default(item, use.inner[0], types)
    elif use.type == "record" and isinstance(value, dict):
        record = types.get(use.name)
        yield from _wrong_fields(node, value, record, types) if isinstance(record, Record) else ()
    elif not _is_simple(value, use, types):
        yield _problem(node, f"not {use.type_name}")


def _fits(node: Node, use: Use, types: Mapping[str, Definition]) -> bool:
    return next(wrong_default(node, use, types), None) is None


def _wrong_fields(
    node: Node, value: dict[str, Node], record: Record, types: Mapping[str, Definition]
) -> Iterator[Problem]:
    """A field that the default does not name takes its own default, which is checked where it stands."""
    for field in record.fields:
        if field.name in value:
            yield from wrong_default(value[field.name], field.type, types)
        elif field.default is None:
            message = f"the default has no {field.name}, which {record.full_name} needs"
            yield Problem(node.location, message, f'add "{field.name}", or give the field a default')


def _is_simple(value: object, use: Use, types: Mapping[str, Definition]) -> bool:
    definition = types.get(use.name)
    if isinstance(definition, Enum):
        return value in {symbol.name for symbol in definition.symbols}
    if isinstance(definition, Fixed):
        return _is_bytes(value) and len(str(value)) == definition.size
    if use.type in _RANGES:
        limit = _RANGES[use.type]
        return isinstance(value, int) and not isinstance(value, bool) and -limit <= value < limit
    if use.type in {"float", "double"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if use.type == "bytes":
        return _is_bytes(value)
    return {"null": value is None, "boolean": isinstance(value, bool), "string": isinstance(value, str)}.get(
        use.type, use.type == "broken"
    )


def _is_bytes(value: object) -> bool:
    """The code points 0 to 255 stand for the bytes."""
    return isinstance(value, str) and all(ord(char) < 256 for char in value)  # noqa: PLR2004


def _problem(node: Node, what: str) -> Problem:
    return Problem(node.location, f"the default is {what}", "write a default of the field's type")

"""An Avro type in; what its events should have shown, and what a value shows of it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.model.avro import Enum, Fixed, Record
from schemactl.witness.avro_events import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.avro.strict import Strict
    from schemactl.model.avro import Use
    from schemactl.witness.avro_events import Events

COUNTS = ("none", "one", "more")


def goals(use: Use, strict: Strict, events: Events) -> frozenset[str]:
    """Of each place in each type that an event can hold: each branch and symbol, how many, each boundary."""
    return frozenset(_goals(use, use.type_name, strict, events, {}, 0))


def _goals(
    use: Use, path: str, strict: Strict, events: Events, seen: dict[str, int], depth: int
) -> Iterator[str]:
    if depth >= DEPTH:
        return
    if use.type == "union":
        for branch in events.branches(use):
            yield f"{path} is {branch.name}"
            yield from _goals(branch.type, f"{path} {branch.name}", strict, events, seen, depth)
    elif use.inner:
        yield from (f"{path} has {count}" for count in COUNTS)
        yield from _goals(use.inner[0], f"{path}[]", strict, events, seen, depth + 1)
    elif use.name:
        definition = strict.definition(use)
        if seen.get(use.name, DEPTH) > depth:
            seen[use.name] = depth
            yield from _of_definition(definition, strict, events, seen, depth + 1)
    else:
        yield from (f"{path} = {edge!r}" for edge in events.edges(use))


def _of_definition(
    definition: Any, strict: Strict, events: Events, seen: dict[str, int], depth: int
) -> Iterator[str]:
    if isinstance(definition, Record):
        for field in definition.fields:
            path = f"{definition.full_name}.{field.name}"
            yield from _goals(field.type, path, strict, events, seen, depth)
    elif isinstance(definition, Enum):
        yield from (f"{definition.full_name} is {symbol.name}" for symbol in definition.symbols)
    elif isinstance(definition, Fixed):
        yield f"{definition.full_name} set"


def met(use: Use, strict: Strict, value: Any) -> Iterator[str]:
    return _met(use, use.type_name, strict, value)


def _met(use: Use, path: str, strict: Strict, value: Any) -> Iterator[str]:
    if use.type == "union":
        name, inner = value if isinstance(value, tuple) else ("null", None)
        branch = next(item for item in use.branches if item.name == name)
        yield f"{path} is {name}"
        yield from _met(branch.type, f"{path} {name}", strict, inner)
    elif use.inner:
        yield f"{path} has {COUNTS[min(len(value), 2)]}"
        for item in value if use.type == "array" else value.values():
            yield from _met(use.inner[0], f"{path}[]", strict, item)
    elif use.type == "record":
        for field in strict.definition(use).fields:
            yield from _met(field.type, f"{use.name}.{field.name}", strict, value[field.name])
    elif use.type == "enum":
        yield f"{use.name} is {value}"
    else:
        yield f"{use.name} set" if use.name else f"{path} = {value!r}"

"""What applies to one place of an instance: schemas that hold together, and what they hold of the places below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from schemactl.model.jsonschema import Constraint
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from schemactl.model.element import NamedType

NOWHERE = Location("")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A schema, and the definitions that its references are looked up in."""

    schema: Constraint
    types: Mapping[str, NamedType]

    def beside(self, schema: Constraint) -> Part:
        return Part(schema, self.types)


Parts = tuple[Part, ...]
"""All of them hold for one value."""


class UnreadablePatternError(ValueError):
    """A pattern that is no regular expression of Python's: nobody here can tell what matches it."""


def saying(**facets: object) -> Part:
    """A schema that says just this; it stands in no text."""
    return Part(Constraint(mark=NOWHERE, **facets), {})  # type: ignore[arg-type]


def closed(parts: Iterable[Part]) -> Parts:
    """These and all that they say holds as well: what they refer to, and `allOf`."""
    found: dict[int, Part] = {}
    todo = list(parts)
    while todo:
        part = todo.pop(0)
        if id(part.schema) in found:
            continue
        found[id(part.schema)] = part
        todo += (*map(part.beside, part.schema.all_of), *referred(part))
    return tuple(found.values())


def referred(part: Part) -> tuple[Part, ...]:
    """What a part's reference leads to; nothing if it has none."""
    target = part.types.get(part.schema.ref) if part.schema.ref else None
    kids = target.children if target is not None else ()
    return tuple(part.beside(kid) for kid in kids if isinstance(kid, Constraint))


def at_key(parts: Parts, key: str) -> Parts:
    """What they say of the property `key`; without what a keyword says of properties that no other evaluates."""
    return closed(part.beside(schema) for part in parts for schema in own_at_key(part.schema, key))


def own_at_key(schema: Constraint, key: str) -> list[Constraint]:
    """What one schema's own keywords say of a property."""
    found = [item for item in schema.properties if item.name == key]
    found += [item for item in schema.patterns if matches(item.name, key)]
    return found or list(schema.additional)


def at_index(parts: Parts, index: int) -> Parts:
    return closed(part.beside(schema) for part in parts for schema in own_at_index(part.schema, index))


def own_at_index(schema: Constraint, index: int) -> tuple[Constraint, ...]:
    return schema.prefix[index : index + 1] or schema.items


def keys(parts: Parts) -> list[str]:
    """The properties that they name, in the order of the text, those required first."""
    required = (name for part in parts for name in part.schema.required)
    declared = (item.name for part in parts for item in part.schema.properties)
    depended = (
        key for part in parts for item in part.schema.dependencies for key in (item.name, *item.required)
    )
    return list(dict.fromkeys((*required, *declared, *depended)))


def patterns(parts: Parts) -> list[str]:
    return list(dict.fromkeys(item.name for part in parts for item in part.schema.patterns))


def matches(pattern: str, text: str) -> bool:
    """Whether a regular expression matches somewhere in a text. Raises UnreadablePatternError."""
    if len(text) > SHORT and endless(pattern):
        raise UnreadablePatternError(pattern)
    return _compiled(pattern).search(text) is not None


SHORT = 16
"""What is not longer is matched at once, whatever the expression."""


@lru_cache(maxsize=1024)
def endless(pattern: str) -> bool:
    """Whether an expression repeats a repetition: on a long text, trying all ways may take longer than anyone waits."""
    try:
        todo = [(item, False) for item in re._parser.parse(pattern)]  # type: ignore[attr-defined]  # noqa: SLF001
    except (re.error, OverflowError, RecursionError):
        return True
    while todo:
        (operator, argument), inside = todo.pop()
        repeats = str(operator) in {"MAX_REPEAT", "MIN_REPEAT"} and int(argument[1]) > 1
        if repeats and inside:
            return True
        todo += [(item, inside or repeats) for item in _inner(argument)]
    return False


def _inner(argument: Any) -> Iterator[Any]:
    """The items of an expression that an item holds."""
    if isinstance(argument, re._parser.SubPattern):  # type: ignore[attr-defined]  # noqa: SLF001
        yield from argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from _inner(part)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnreadablePatternError(pattern) from error


def branches(part: Part) -> Iterator[tuple[Part, ...]]:
    """Ways in which what a part says can be met: each is a branch of its `anyOf` or `oneOf`, or of its condition."""
    for choice in (part.schema.any_of, part.schema.one_of):
        if choice:
            yield tuple(map(part.beside, choice))

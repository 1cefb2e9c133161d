"""A value and a schema's element in; whether the value is valid out. What the rules claim with; no validator library.

The specification's words: JSON Schema Core, 10 and 11, and Validation, 6. A format and a content encoding are
annotations here, as they are for a validator that is not asked otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.parts import Part, UnreadablePatternError, matches, own_at_key, referred
from schemactl.model.jsonschema import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sized

    from schemactl.model.jsonschema import Bound

NOTHING: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """Which properties and indices of a valid value some keyword was about."""

    places: frozenset[Any] = NOTHING


def valid(parts: Iterable[Part], value: Any) -> bool:
    """Whether all of these hold for a value. Raises UnreadablePatternError where that cannot be told."""
    return all(seen(part, value) is not None for part in parts)


def accepted(parts: Iterable[Part], value: Any) -> bool:
    """Whether all of these surely hold for a value."""
    try:
        return valid(parts, value)
    except UnreadablePatternError:
        return False


def refused(parts: Iterable[Part], value: Any) -> bool:
    """Whether one of these surely does not hold for a value."""
    try:
        return not valid(parts, value)
    except UnreadablePatternError:
        return False


def breaks(part: Part, facet: str, value: Any) -> bool:
    """Whether one facet of a schema, on its own, surely does not allow a value."""
    try:
        return not holds(part, facet, value)
    except UnreadablePatternError:
        return False


def seen(part: Part, value: Any) -> Seen | None:
    """What of the value the schema evaluates; None if the value is not valid."""
    schema = part.schema
    if schema.never or not all(holds(part, facet, value) for facet in PLAIN):
        return None
    places: set[Any] = set()
    for way in (_beside, _any_of, _one_of, _condition, _dependencies, _keys, _items, _contains):
        found = way(part, value)
        if found is None:
            return None
        places |= found
    for rest in (schema.rest_keys, schema.rest_items):
        kind = dict if rest is schema.rest_keys else list
        if rest is not None and isinstance(value, kind):
            left = [place for place in _places(value) if place not in places]
            if not all(valid((part.beside(rest),), value[place]) for place in left):
                return None
            places.update(left)
    return Seen(frozenset(places))


def holds(part: Part, facet: str, value: Any) -> bool:
    """Whether one facet of a schema, on its own, allows a value."""
    said = getattr(part.schema, facet)
    if facet in CHECKS:
        return said is None or said is False or said == () or CHECKS[facet](said, value)
    return _applied(part, facet, value)


def _applied(part: Part, facet: str, value: Any) -> bool:
    """A facet that holds schemas, or a reference."""
    schema = part.schema
    if facet == "never":
        return not schema.never
    if facet == "negation":
        return schema.negation is None or not valid((part.beside(schema.negation),), value)
    if facet == "names":
        named = part.beside(schema.names) if schema.names is not None and isinstance(value, dict) else None
        return named is None or all(valid((named,), key) for key in value)
    if facet == "ref":
        return valid(referred(part), value)
    if facet in ("rest_keys", "rest_items"):
        return seen(part, value) is not None
    way = _WAYS.get(facet)
    return way is None or way(part, value) is not None


# --- keywords that hold schemas, each: what they evaluate, None if they do not allow the value


def _all(parts: Iterable[Part], value: Any) -> frozenset[Any] | None:
    places: frozenset[Any] = NOTHING
    for part in parts:
        found = seen(part, value)
        if found is None:
            return None
        places |= found.places
    return places


def _beside(part: Part, value: Any) -> frozenset[Any] | None:
    return _all((*referred(part), *map(part.beside, part.schema.all_of)), value)


def _any_of(part: Part, value: Any) -> frozenset[Any] | None:
    if not part.schema.any_of:
        return NOTHING
    found = [
        each for each in (seen(part.beside(one), value) for one in part.schema.any_of) if each is not None
    ]
    return frozenset().union(*(each.places for each in found)) if found else None


def _one_of(part: Part, value: Any) -> frozenset[Any] | None:
    if not part.schema.one_of:
        return NOTHING
    found = [
        each for each in (seen(part.beside(one), value) for one in part.schema.one_of) if each is not None
    ]
    return found[0].places if len(found) == 1 else None


def _condition(part: Part, value: Any) -> frozenset[Any] | None:
    condition = part.schema.condition
    if condition is None:
        return NOTHING
    tested = seen(part.beside(condition.test), value)
    chosen = condition.otherwise if tested is None else condition.then
    found = _all([part.beside(chosen)] if chosen is not None else [], value)
    return None if found is None else found | (tested.places if tested else NOTHING)


def _dependencies(part: Part, value: Any) -> frozenset[Any] | None:
    asked = [item for item in part.schema.dependencies if isinstance(value, dict) and item.name in value]
    if any(not value.keys() >= set(item.required) for item in asked):
        return None
    return _all((part.beside(item.schema) for item in asked if item.schema is not None), value)


def _keys(part: Part, value: Any) -> frozenset[Any] | None:
    if not isinstance(value, dict):
        return NOTHING
    places = set()
    for key, item in value.items():
        said = own_at_key(part.schema, key)
        if not valid(map(part.beside, said), item):
            return None
        if not all(schema.implied for schema in said):
            places.add(key)
    return frozenset(places)


def _items(part: Part, value: Any) -> frozenset[Any] | None:
    if not isinstance(value, list):
        return NOTHING
    prefix, rest = part.schema.prefix, part.schema.items
    for index, item in enumerate(value):
        if not valid(map(part.beside, prefix[index : index + 1] or rest), item):
            return None
    said = not all(schema.implied for schema in rest)
    return frozenset(range(len(value) if said else min(len(prefix), len(value))))


def _contains(part: Part, value: Any) -> frozenset[Any] | None:
    said = part.schema.contains
    if said is None or not isinstance(value, list):
        return NOTHING
    found = [index for index, item in enumerate(value) if valid((part.beside(said.item),), item)]
    enough = said.least <= len(found) and (said.most is None or len(found) <= said.most)
    return frozenset(found) if enough else None


_WAYS: dict[str, Callable[[Part, Any], frozenset[Any] | None]] = {
    "any_of": _any_of,
    "one_of": _one_of,
    "condition": _condition,
    "dependencies": _dependencies,
    "contains": _contains,
}


def _places(value: Any) -> Iterable[Any]:
    return value if isinstance(value, dict) else range(len(value))


# --- keywords that hold plain values


def types_of(value: Any) -> frozenset[str]:
    """The names of a value's types: a whole number has two."""
    if isinstance(value, bool):
        return frozenset({"boolean"})
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return frozenset({"integer", "number"} if whole else {"number"})
    kinds = ((dict, "object"), (list, "array"), (str, "string"))
    return frozenset({next((name for kind, name in kinds if isinstance(value, kind)), "null")})


def exact(value: Any) -> Fraction | None:
    """A number as its text says it; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(value) if isinstance(value, int) else Fraction(str(value))


def _sized(kind: type[Sized], size: Callable[[int, int], bool]) -> Callable[[Any, Any], bool]:
    return lambda said, value: not isinstance(value, kind) or size(len(value), said)


def _bounded(said: Bound, value: Any) -> bool:
    number = exact(value)
    if number is None or (number == said.value and not said.exclusive):
        return True
    return number > said.value if said.sign == ">" else number < said.value


def _multiple(said: str, value: Any) -> bool:
    number = exact(value)
    return number is None or (number / Fraction(said)).denominator == 1


def _distinct(_: Any, value: Any) -> bool:
    return not isinstance(value, list) or len({canonical(item) for item in value}) == len(value)


def _at_least(size: int, said: int) -> bool:
    return size >= said


def _at_most(size: int, said: int) -> bool:
    return size <= said


def _listed(said: tuple[str, ...], value: Any) -> bool:
    """Lists are sorted, and may be long."""
    text = canonical(value)
    place = bisect_left(said, text)
    return place < len(said) and said[place] == text


CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "types": lambda said, value: not types_of(value).isdisjoint(said),
    "values": _listed,
    "lower": _bounded,
    "upper": _bounded,
    "multiple": _multiple,
    "shortest": _sized(str, _at_least),
    "longest": _sized(str, _at_most),
    "pattern": lambda said, value: not isinstance(value, str) or matches(said, value),
    "fewest_items": _sized(list, _at_least),
    "most_items": _sized(list, _at_most),
    "unique": _distinct,
    "fewest_keys": _sized(dict, _at_least),
    "most_keys": _sized(dict, _at_most),
    "required": lambda said, value: not isinstance(value, dict) or value.keys() >= set(said),
}
PLAIN = (*CHECKS, "negation", "names")

"""Schemas that hold together in; values that are valid under all of them out, the most readable first.

Values are sought where they tell something: at the bounds, sizes, names and texts that the schemas on both sides
say. Each is evaluated before it is told, so that none is wrong; that none is found shows nothing.
"""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.evaluate import accepted
from schemactl.inclusion.parts import (
    SHORT,
    at_index,
    at_key,
    branches,
    closed,
    endless,
    keys,
    patterns,
)
from schemactl.inclusion.prove import largest, smallest, types
from schemactl.inclusion.texts import texts
from schemactl.model.jsonschema import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.inclusion.parts import Parts

MOST = 40
"""How many values are told of one place, at most."""
_INNER = 6
"""How many values of a property or an item are tried."""
_EACH = 14
"""How many values more for each property that is named, of the first few."""
_DEPTH = 6
_LONGEST = 10_000
"""Longer texts and arrays are not made."""
_WIDEST = 300
"""Nor are objects of more properties."""
_EXAMPLES = {
    "date-time": "2026-01-02T03:04:05Z", "date": "2026-01-02", "time": "03:04:05Z", "email": "a@example.com",
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "uri": "https://example.com/", "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1", "hostname": "example.com", "duration": "P1D",
}  # fmt: skip
_NONE = object()
"""Stands for no value: null is one."""
_OTHERS: tuple[Any, ...] = ("text", 1, 1.5, True, None, {}, [])
_STRANGE = ("other", "Other_1", "x-other", "2")


def instances(parts: Iterable[Parts], against: Iterable[Parts] = (), depth: int = 0) -> Iterator[Any]:
    """Values that are valid under all `parts`. against: schemas that have something to say about what to try."""
    a = closed(part for each in parts for part in each)
    b = closed(part for each in against for part in each)
    most = MOST + 2 * sum(len(choice) for part in a for choice in branches(part))
    most += _EACH * min(len(keys((*a, *b))), _INNER)
    found: set[str] = set()
    for value in _tried(a, b, depth):
        text = canonical(value)
        if text not in found and accepted(a, value):
            found.add(text)
            yield value
            if len(found) >= most:
                return


def _tried(a: Parts, b: Parts, depth: int) -> Iterator[Any]:
    listed: list[tuple[str, ...]] = [part.schema.values for part in a if part.schema.values is not None]
    if listed:
        shortest: tuple[str, ...] = min(listed, key=len)
        theirs = {text for part in b for text in part.schema.values or ()}
        yield from map(json.loads, sorted(shortest, key=lambda text: text in theirs))
        return
    yield from _in_turns([_of_types(closed((*a, *choice)), b, depth) for choice in _choices(a)])
    yield from (json.loads(text) for part in b for text in part.schema.values or ())


def _choices(a: Parts) -> Iterator[Parts]:
    """What each branch of a choice adds; first that no branch does."""
    yield ()
    for part in a:
        for choice in branches(part):
            yield from ((branch,) for branch in choice)
        if part.schema.condition is not None:
            then, otherwise = part.schema.condition.then, part.schema.condition.otherwise
            yield tuple(map(part.beside, (part.schema.condition.test, *(() if then is None else (then,)))))
            yield () if otherwise is None else (part.beside(otherwise),)


def _of_types(a: Parts, b: Parts, depth: int) -> Iterator[Any]:
    """Values of each type that may be, in turns, so that no type is left out for the many values of another."""
    yield from _in_turns([_of_type(kind, a, b, depth) for kind in sorted(types(a), key=_ORDER.index)])


def _in_turns(made: list[Iterator[Any]]) -> Iterator[Any]:
    while made:
        for values in tuple(made):
            value = next(values, _NONE)
            if value is _NONE:
                made.remove(values)
            else:
                yield value


def _of_type(kind: str, a: Parts, b: Parts, depth: int) -> Iterator[Any]:
    if kind == "null":
        yield None
    elif kind == "boolean":
        yield from (True, False)
    elif kind == "object":
        yield from _objects(a, b, depth)
    elif kind == "string":
        yield from _strings(a, b)
    elif kind == "array":
        yield from _arrays(a, b, depth)
    else:
        yield from _numbers(a, b, whole=kind == "integer")


_ORDER = ["object", "string", "integer", "fraction", "array", "boolean", "null"]


def _numbers(a: Parts, b: Parts, *, whole: bool) -> Iterator[int | float]:
    both = (*a, *b)
    bounds = [
        bound.value for part in both for bound in (part.schema.lower, part.schema.upper) if bound is not None
    ]
    steps = [Fraction(part.schema.multiple) for part in both if part.schema.multiple]
    step = max((Fraction(part.schema.multiple) for part in a if part.schema.multiple), default=Fraction(1))
    near = {
        bound + change
        for bound in bounds
        for change in (0, 1, -1, *((Fraction(1, 2), Fraction(-1, 2)) if not whole else ()))
    }
    round_ = {bound // step * step + change * step for bound in bounds for change in (-1, 0, 1, 2)}
    many = {step * factor for step in steps for factor in (1, 2, 3, 5, 7, -1)}
    plain = {Fraction(number) for number in (0, 1, 1234, -1)} | (
        set() if whole else {Fraction(3, 2), Fraction(1, 10)}
    )
    for number in sorted(near | round_ | many | plain, key=lambda each: (each < 0, abs(each))):
        if whole == (number.denominator == 1):
            yield int(number) if whole else float(number)


def _strings(a: Parts, b: Parts) -> Iterator[str]:
    both = (*a, *b)
    yield from (_EXAMPLES[part.schema.format] for part in a if part.schema.format in _EXAMPLES)
    pool = ["a", "", "text", "42", "X", "naïve"]
    for part in both:
        pool += texts(part.schema.pattern) if part.schema.pattern else []
        pool += [str(json.loads(text)) for text in part.schema.values or () if text.startswith('"')]
    yield from pool
    sizes = {
        size for part in both for size in (part.schema.shortest, part.schema.longest) if size is not None
    }
    slow = any(part.schema.pattern is not None and endless(part.schema.pattern) for part in both)
    for size in sorted(size + change for size in sizes for change in (0, 1, -1)):
        if 0 <= size <= (SHORT if slow else _LONGEST):
            yield from (
                f"{text}{(text[-1:] or 'a') * (size - len(text))}"[:size] for text in ("a", *pool[6:10])
            )


def _arrays(a: Parts, b: Parts, depth: int) -> Iterator[list[Any]]:
    least, most = largest(a, "fewest_items") or 0, smallest(a, "most_items")
    holding = [
        part.beside(part.schema.contains.item) for part in (*a, *b) if part.schema.contains is not None
    ]
    sizes = {least, least + 1, *({most} if most is not None else ())}
    sizes |= {
        size + change
        for part in b
        for size in (part.schema.fewest_items, part.schema.most_items, len(part.schema.prefix) or None)
        if size is not None
        for change in (-1, 0, 1)
    }
    counts = [part.schema.contains for part in (*a, *b) if part.schema.contains is not None]
    sizes |= {
        count + change for said in counts for count in (said.least, said.most or 0) for change in (0, 1)
    }
    sizes |= {len(part.schema.prefix) + 1 for part in a if part.schema.prefix}
    sizes |= {2} if any(part.schema.unique for part in b) else set()
    if depth >= _DEPTH:
        sizes = {least}
    held = (
        [list(islice(instances(((part,),), (), depth + 1), 2)) for part in holding] if depth < _DEPTH else []
    )
    for size in sorted(
        size for size in sizes if least <= size <= _LONGEST and (most is None or size <= most)
    ):
        base = array_of(a, size, depth)
        if base is None:
            continue
        yield base
        for values in held:
            yield from ([value, *base[1:]] for value in values if size)
            yield from ([value] * size for value in values)
        for index in range(min(size, 4)):
            others = islice(instances((at_index(a, index),), (at_index(b, index),), depth + 1), _INNER)
            yield from ([*base[:index], other, *base[index + 1 :]] for other in others)
        if size > 1:
            yield [base[0]] * size


def array_of(a: Parts, size: int, depth: int) -> list[Any] | None:
    """So many items, different ones where they have to be; None if there are none."""
    if size == 0:
        return []
    behind = max((len(part.schema.prefix) for part in a), default=0)
    unique = any(part.schema.unique for part in a)
    made: list[Any] = []
    rest: list[Any] | None = None
    for index in range(size):
        if index < behind or rest is None:
            found = list(islice(instances((at_index(a, index),), (), depth + 1), MOST if unique else 1))
            rest = found if index >= behind else None
        else:
            found = rest
        taken = {canonical(value) for value in made} if unique else set()
        value = next((each for each in found if canonical(each) not in taken), _NONE)
        if value is _NONE:
            return None
        made.append(value)
    return made


def _objects(a: Parts, b: Parts, depth: int) -> Iterator[dict[str, Any]]:
    base = smallest_object(a, depth)
    if base is None:
        return
    yield base
    if depth >= _DEPTH:
        return
    yield from _sized(a, b, base, depth)
    full = dict(base)
    for key in (*keys((*a, *b)), *_matching((*a, *b)), *_STRANGE):
        values = list(islice(instances((at_key(a, key),), (at_key(b, key),), depth + 1), _INNER))
        values += [value for value in _OTHERS if value not in values]
        yield from ({**base, key: value} for value in values)
        if key not in _STRANGE and values and accepted(at_key(a, key), values[0]):
            full.setdefault(key, values[0])
    yield full
    yield from ({**full, "other": value} for value in _OTHERS[:2])
    yield from ({key: value for key, value in full.items() if key != left} for left in full)


def _sized(a: Parts, b: Parts, base: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """Objects of as many properties as some side counts."""
    sizes = {
        size + change
        for part in (*a, *b)
        for size in (part.schema.fewest_keys, part.schema.most_keys)
        if size is not None
        for change in (-1, 0, 1)
    }
    for size in sorted(size for size in sizes if len(base) < size <= _WIDEST):
        grown = dict(base)
        for key in (*keys(a), *_matching(a), *(f"key{number}" for number in range(size))):
            if len(grown) < size and key not in grown:
                value = next(instances((at_key(a, key),), (), depth + 1), _NONE)
                if value is not _NONE:
                    grown[key] = value
        yield grown


def _matching(parts: Parts) -> list[str]:
    """A name or two for each pattern of names; one for each way in which two patterns meet."""
    return [text for pattern in patterns(parts) for text in texts(pattern)[:3]]


def smallest_object(a: Parts, depth: int, without: str = "") -> dict[str, Any] | None:
    """An object with what has to be there, but for one property; None if there is no value for it."""
    made: dict[str, Any] = {}
    todo = [key for part in a for key in part.schema.required if key != without]
    while todo:
        key = todo.pop(0)
        if key in made:
            continue
        if depth >= _DEPTH * 2:
            return None
        value = next(instances((at_key(a, key),), (), depth + 1), _NONE)
        if value is _NONE:
            return None
        made[key] = value
        todo += [
            name
            for part in a
            for item in part.schema.dependencies
            if item.name == key
            for name in item.required
        ]
    least = largest(a, "fewest_keys") or 0
    for key in (*keys(a), *_matching(a), *(f"key{number}" for number in range(min(least, _LONGEST)))):
        if len(made) < least and key not in made and depth < _DEPTH * 2:
            value = next(instances((at_key(a, key),), (), depth + 1), _NONE)
            if value is not _NONE:
                made[key] = value
    return made

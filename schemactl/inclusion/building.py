"""A question about one place in; instances out that have something there which the reader does not allow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.evaluate import accepted, refused
from schemactl.inclusion.instances import array_of, instances, smallest_object
from schemactl.inclusion.parts import at_key, closed, keys, own_at_index, own_at_key
from schemactl.inclusion.side import down, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from schemactl.inclusion.parts import Parts
    from schemactl.inclusion.prove import Prover
    from schemactl.model.jsonschema import Constraint

_PLACES = 6
"""How many names or indices are tried at each step down."""
_VALUES = 40
_HOLDERS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One change, asked in one direction.

    schema: the writer's schema that the place is in. step: the schema that leads from there to the value (None:
    that value itself). against: the reader's schemas that say something of it. proves: from what surely holds
    where `schema` is. refuses: whether the reader's keyword does not allow a value at the place.
    """

    schema: Constraint
    step: Constraint | None
    against: Parts
    proves: Callable[[Prover, Parts], bool]
    refuses: Callable[[Any], bool]


def built(parts: Parts, steps: tuple[Constraint, ...], asked: Asked) -> Iterator[Any]:
    """Values of these parts in which something is refused where the steps lead."""
    if not steps:
        yield from _harmed(parts, asked)
        return
    for place in islice(places(parts, steps[0]), _PLACES):
        inner = islice(built(down(parts, place), steps[1:], asked), _VALUES)
        yield from _held(parts, place, inner)


def _harmed(parts: Parts, asked: Asked) -> Iterator[Any]:
    """Values of these parts in which something is refused right here, or one step further."""
    if asked.step is None:
        yield from filter(asked.refuses, instances((parts,), (asked.against,)))
        return
    for place in islice(places((*parts, *asked.against), asked.step), _PLACES):
        said = [part.beside(each) for part in asked.against for each in _own(part.schema, place)]
        inner = islice(instances((down(parts, place),), (closed(said),)), _VALUES)
        yield from _held(parts, place, (value for value in inner if refused(said, value)))


def _own(schema: Constraint, place: str | int) -> Iterable[Constraint]:
    return own_at_key(schema, place) if isinstance(place, str) else own_at_index(schema, place)


def _held(parts: Parts, place: str | int, values: Iterable[Any]) -> Iterator[Any]:
    """Of each of these values, one of the parts' that holds it at a place, if there is one."""
    for value in values:
        held = (_put(base, place, value) for base in _bases(parts, place))
        yield from islice((each for each in held if accepted(parts, each)), 1)


def _put(base: Any, place: str | int, value: Any) -> Any:
    if isinstance(place, str):
        return {**base, place: value}
    return [*base[:place], value, *base[place + 1 :]]


def _bases(parts: Parts, place: str | int) -> Iterator[Any]:
    """Arrays that are long enough, or objects: the smallest, then others, then one more property at a time."""
    if isinstance(place, int):
        arrays = (array_of(parts, place + more, 0) for more in range(1, _HOLDERS))
        yield from (base for base in arrays if base is not None)
        return
    base = smallest_object(parts, 0, without=place)
    if base is not None:
        yield base
    yield from islice((each for each in instances((parts,)) if isinstance(each, dict)), _VALUES)
    if base is not None:
        yield from ({**base, key: next(instances((at_key(parts, key),)), None)} for key in keys(parts))

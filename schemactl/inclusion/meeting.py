"""A change in; what it means for data, out: proved to be fine, refuted by an instance, or neither.

A schema allows what all of its keywords allow. So a change of one of them harms a reader exactly if the writer's
schema allows something there that the reader's keyword does not: that is asked of each change, on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.evaluate import holds, valid
from schemactl.inclusion.instances import array_of, instances, smallest_object
from schemactl.inclusion.parts import Part, UnreadablePatternError, at_key, closed, keys, own_at_key
from schemactl.inclusion.prove import Prover
from schemactl.inclusion.side import HERE, Way, abstractly, down, places, side
from schemactl.model.jsonschema import Constraint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.inclusion.parts import Parts
    from schemactl.inclusion.side import Side
    from schemactl.model.change import Change

_PLACES = 6
"""How many names or indices are tried at each step down."""
_VALUES = 40
_HOLDERS = 3
_QUICK = 100
"""How much is tried to prove before an instance is looked for: most proofs are short, and vain ones are not."""


class Meeting(StrEnum):
    """What becomes of the writer's data where the reader's keyword is."""

    FINE = "fine"
    REFUSED = "refused"
    BY_FORMAT = "by format"
    """All of it is fine but for a format, of which readers decide themselves whether they check it."""
    OPEN = "open"
    """Neither proved nor refuted."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A value of one of the writer's roots that the reader's root of that name refuses."""

    writer_type: str
    reader_type: str
    value: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Asked:
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


def meeting(change: Change) -> Meeting:
    """What becomes of data of the change's old side, as its writer, where the new side reads it."""
    return _judged(_Same(change))[0]


def counterexample(change: Change) -> Instance | None:
    """An instance that shows it; None if nothing is refused."""
    return _judged(_Same(change))[1]


class _Same:
    """A change, equal to itself alone: comparing two would compare whole schemas."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def __hash__(self) -> int:
        return hash((id(self.change.old), id(self.change.new), self.change.facet))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same):
            return NotImplemented
        one, two = self.change, other.change
        return (
            one.old is two.old
            and one.new is two.new
            and one.facet == two.facet
            and one.old_owner is two.old_owner
            and one.new_owner is two.new_owner
            and one.step.old is two.step.old
            and one.step.new is two.step.new
        )


@lru_cache(maxsize=2048)
def _judged(same: _Same) -> tuple[Meeting, Instance | None]:
    change = same.change
    writer, reader = side(change.step.old), side(change.step.new)
    asked = _question(change, writer, reader)
    if asked is None:
        return Meeting.FINE, None
    local = writer.within_definition(asked.schema)
    if local is None:
        return Meeting.FINE, None
    root = writer.root(local.root)
    known = abstractly(closed([root]) if root else (), local)
    if asked.proves(Prover(_QUICK), known):
        return Meeting.FINE, None
    found = next(_refused(change, asked, writer, reader), None)
    if found is not None:
        return Meeting.REFUSED, found
    if asked.proves(Prover(), known):
        return Meeting.FINE, None
    ways = [way.root for way in writer.ways(asked.schema)]
    if all(_whole(change, root, writer, reader, formats=True) for root in ways):
        return Meeting.FINE, None
    if asked.proves(Prover(formats=False), known) or all(
        _whole(change, root, writer, reader, formats=False) for root in ways
    ):
        return Meeting.BY_FORMAT, None
    return Meeting.OPEN, None


def _whole(change: Change, name: str, writer: Side, reader: Side, *, formats: bool) -> bool:
    """Whether all data of a root is fine, whatever else changed in it. A root that is gone is another change."""
    theirs, ours = writer.root(name), reader.root(change.step.names.get(name, ""))
    return theirs is None or ours is None or Prover(formats=formats).within((theirs,), (ours,))


# --- the question that a change asks


def _question(change: Change, writer: Side, reader: Side) -> _Asked | None:
    """None if the reader's side says nothing that could refuse a value."""
    old, new = change.old, change.new
    if isinstance(old, Constraint) and isinstance(new, Constraint):
        return _of_facet(old, new, change.facet, reader)
    if not isinstance(change.old_owner, Constraint) or not isinstance(change.new_owner, Constraint):
        return None
    element = change.element
    assert isinstance(element, Constraint)  # noqa: S101
    owner = reader.part(change.new_owner)
    around = _around(owner, reader)
    if element.role in HERE:
        return None if new is None else _of_value(change.old_owner, (reader.part(element),))
    if _counts_the_rest(around):
        return _of_value(change.old_owner, around)
    return _of_place(change.old_owner, element, owner)


def _of_facet(old: Constraint, new: Constraint, facet: str, reader: Side) -> _Asked:
    part = reader.part(new)
    around = _around(part, reader)
    if _counts_the_rest(around):
        return _of_value(old, around)
    return _Asked(
        schema=old,
        step=None,
        against=(part,),
        proves=lambda prover, known: prover.facet(known, part, facet),
        refuses=lambda value: not holds(part, facet, value),
    )


def _of_value(schema: Constraint, against: Parts) -> _Asked:
    """All that the reader says of the value."""
    return _Asked(
        schema=schema,
        step=None,
        against=against,
        proves=lambda prover, known: prover.within(known, against),
        refuses=lambda value: not valid(against, value),
    )


def _of_place(schema: Constraint, step: Constraint, owner: Part) -> _Asked:
    """What the reader's owner says of the properties or items that the step leads to."""
    ways: dict[str, Callable[[Prover, Parts], bool]] = {
        "properties": lambda prover, known: prover.key(known, owner, step.name),
        "patternProperties": lambda prover, known: (
            prover.pattern_keys(known, owner, step.name)
            and all(prover.key(known, owner, key) for key in keys((*known, owner)))
        ),
        "additionalProperties": lambda prover, known: prover.other_keys(known, owner),
        "prefixItems": lambda prover, known: prover.index(known, owner, int(step.name)),
        "items": lambda prover, known: prover.rest(known, owner),
    }
    return _Asked(
        schema=schema,
        step=step,
        against=(owner,),
        proves=ways[step.role],
        refuses=lambda value: not valid((owner,), value),
    )


def _around(part: Part, reader: Side) -> Parts:
    """All that the reader's definition says where one of its schemas stands."""
    way = reader.within_definition(part.schema)
    root = reader.root(way.root) if way else None
    return abstractly(closed([root]), way) if way and root else (part,)


def _counts_the_rest(parts: Parts) -> bool:
    """Whether `unevaluated…` makes each keyword depend on the others."""
    return any(part.schema.rest_keys is not None or part.schema.rest_items is not None for part in parts)


# --- instances that the reader refuses


def _refused(change: Change, asked: _Asked, writer: Side, reader: Side) -> Iterator[Instance]:
    for way in writer.ways(asked.schema):
        theirs, name = writer.root(way.root), change.step.names.get(way.root, "")
        ours = reader.root(name)
        if theirs is None or ours is None:
            continue
        for value in _built(closed((theirs,)), way.steps, asked):
            if _is(lambda value=value, ours=ours: not valid((ours,), value)):
                yield Instance(way.root, name, value)


def _built(parts: Parts, steps: tuple[Constraint, ...], asked: _Asked) -> Iterator[Any]:
    """Values of these parts in which something is refused where the steps lead."""
    if not steps:
        yield from _harmed(parts, asked)
        return
    for place in islice(places(parts, steps[0]), _PLACES):
        inner = _built(down(parts, place), steps[1:], asked)
        for value in islice(inner, _VALUES):
            held = next(_holding(parts, place, value), None)
            if held is not None:
                yield held[0]


def _harmed(parts: Parts, asked: _Asked) -> Iterator[Any]:
    if asked.step is None:
        values = instances((parts,), (asked.against,))
        yield from (value for value in values if _is(lambda value=value: asked.refuses(value)))
        return
    named = places((*parts, *asked.against), asked.step)
    for place in islice(named, _PLACES):
        said = [part.beside(each) for part in asked.against for each in _own(part.schema, place)]
        inner = instances((down(parts, place),), (closed(said),))
        for value in islice(inner, _VALUES):
            if _is(lambda value=value, said=said: not valid(said, value)):
                yield from (held for (held,) in islice(_holding(parts, place, value), 1))


def _own(schema: Constraint, place: str | int) -> tuple[Constraint, ...]:
    if isinstance(place, str):
        return tuple(own_at_key(schema, place))
    return schema.prefix[place : place + 1] or schema.items


def _holding(parts: Parts, place: str | int, value: Any) -> Iterator[tuple[Any]]:
    """Values of these parts that hold one at a place."""
    for base in _bases(parts, place):
        held = (
            {**base, place: value}
            if isinstance(base, dict)
            else [*base[: int(place)], value, *base[int(place) + 1 :]]
        )
        if _is(lambda held=held: valid(parts, held)):
            yield (held,)


def _bases(parts: Parts, place: str | int) -> Iterator[Any]:
    if isinstance(place, int):
        for more in range(1, _HOLDERS):
            base = array_of(parts, place + more, 0)
            if base is not None:
                yield base
        return
    base = smallest_object(parts, 0)
    if base is not None:
        yield base
    for other in islice((each for each in instances((parts,)) if isinstance(each, dict)), _VALUES):
        yield other
    if base is not None:
        yield from ({**base, key: next(instances((at_key(parts, key),)), None)} for key in keys(parts))


def _is(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except UnreadablePatternError:
        return False

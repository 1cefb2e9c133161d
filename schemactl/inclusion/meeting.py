"""A change in; what it means for data, out: proved to be fine, refuted by an instance, or neither.

A schema allows what all of its keywords allow. So a change of one of them harms a reader exactly if the writer's
schema allows something there that the reader's keyword does not: that is asked of each change, on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from schemactl.inclusion.building import Asked, built
from schemactl.inclusion.evaluate import breaks, refused
from schemactl.inclusion.parts import Part, closed, keys
from schemactl.inclusion.prove import Prover
from schemactl.inclusion.side import HERE, abstractly, side
from schemactl.model.jsonschema import Constraint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.inclusion.parts import Parts
    from schemactl.inclusion.side import Side
    from schemactl.model.change import Change

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
    asked = _question(change, reader)
    local = writer.within_definition(asked.schema) if asked is not None else None
    root = writer.root(local.root) if local is not None else None
    if asked is None or local is None or root is None:
        return Meeting.FINE, None
    known = abstractly(closed((root,)), local)
    if asked.proves(Prover(_QUICK), known):
        return Meeting.FINE, None
    found = next(_shown(change, asked, writer, reader), None)
    if found is not None:
        return Meeting.REFUSED, found
    ways = [way.root for way in writer.ways(asked.schema)]
    for formats, result in ((True, Meeting.FINE), (False, Meeting.BY_FORMAT)):
        whole = all(_whole(change, name, writer, reader, formats=formats) for name in ways)
        if whole or asked.proves(Prover(formats=formats), known):
            return result, None
    return Meeting.OPEN, None


def _whole(change: Change, name: str, writer: Side, reader: Side, *, formats: bool) -> bool:
    """Whether all data of a root is fine, whatever else changed in it. A root that is gone is another change."""
    theirs, ours = writer.root(name), reader.root(change.step.names.get(name, ""))
    return theirs is None or ours is None or Prover(formats=formats).within((theirs,), (ours,))


# --- the question that a change asks


def _question(change: Change, reader: Side) -> Asked | None:
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


def _of_facet(old: Constraint, new: Constraint, facet: str, reader: Side) -> Asked:
    part = reader.part(new)
    around = _around(part, reader)
    if _counts_the_rest(around):
        return _of_value(old, around)
    return Asked(
        schema=old,
        step=None,
        against=(part,),
        proves=lambda prover, known: prover.facet(known, part, facet),
        refuses=lambda value: breaks(part, facet, value),
    )


def _of_value(schema: Constraint, against: Parts) -> Asked:
    """All that the reader says of the value."""
    return Asked(
        schema=schema,
        step=None,
        against=against,
        proves=lambda prover, known: prover.within(known, against),
        refuses=lambda value: refused(against, value),
    )


def _of_place(schema: Constraint, step: Constraint, owner: Part) -> Asked:
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
    return Asked(
        schema=schema,
        step=step,
        against=(owner,),
        proves=ways[step.role],
        refuses=lambda value: refused((owner,), value),
    )


def _around(part: Part, reader: Side) -> Parts:
    """All that the reader's definition says where one of its schemas stands."""
    way = reader.within_definition(part.schema)
    root = reader.root(way.root) if way else None
    return abstractly(closed([root]), way) if way and root else (part,)


def _counts_the_rest(parts: Parts) -> bool:
    """Whether `unevaluated…` makes each keyword depend on the others."""
    return any(part.schema.rest_keys is not None or part.schema.rest_items is not None for part in parts)


def _shown(change: Change, asked: Asked, writer: Side, reader: Side) -> Iterator[Instance]:
    """Instances of the writer's roots that the reader refuses, and for this change."""
    for way in writer.ways(asked.schema):
        theirs, name = writer.root(way.root), change.step.names.get(way.root, "")
        ours = reader.root(name)
        if theirs is not None and ours is not None:
            for value in built(closed((theirs,)), way.steps, asked):
                if refused((ours,), value):
                    yield Instance(way.root, name, value)

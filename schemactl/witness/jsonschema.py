"""A change between two JSON Schemas in; instances that should show its effect out, the most readable first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from schemactl.inclusion.instances import instances
from schemactl.inclusion.meeting import counterexample
from schemactl.inclusion.side import side
from schemactl.model.effect import Direction
from schemactl.model.jsonschema import Constraint, File
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.change import Change, Step
    from schemactl.model.effect import Surface

MOST = 30
"""How many samples are made of a change besides the one that refutes it, at most."""


class Samples:
    """Candidates for one step; the writer's side is the old one backward and the new one forward."""

    def __init__(self, step: Step) -> None:
        del step  # each change knows its own

    def of(self, change: Change, direction: Direction, surface: Surface) -> Iterator[Sample]:
        """First the instance that the rule's claim stands on; then others, which show if it claims too little."""
        del surface  # the same text serves both
        oriented = change if direction is Direction.BACKWARD else change.flipped
        if isinstance(change.element, File):
            yield from _of_file(oriented)
            return
        found = counterexample(oriented) if isinstance(oriented.element, Constraint) else None
        if found is not None:
            yield Sample(found.writer_type, found.reader_type, found.value)
        yield from islice(_around(oriented), MOST)


SAMPLES = Samples


def _of_file(change: Change) -> Iterator[Sample]:
    """Any event of a file that the reader does not have."""
    if not isinstance(change.old, File) or change.new is not None:
        return
    name = f"{change.old.name}#"
    root = side(change.step.old).root(name)
    if root is not None:
        yield from (Sample(name, None, value) for value in islice(instances(((root,),)), MOST))


def _around(change: Change) -> Iterator[Sample]:
    """Events of the type that the change is in, at the bounds that both versions say."""
    writer, reader = side(change.step.old), side(change.step.new)
    place = change.old if isinstance(change.old, Constraint) else change.old_owner
    for way in writer.ways(place) if isinstance(place, Constraint) else ():
        name = change.step.names.get(way.root)
        ours, theirs = writer.root(way.root), reader.root(name or "")
        if ours is not None and theirs is not None:
            yield from (Sample(way.root, name, value) for value in instances(((ours,),), ((theirs,),)))

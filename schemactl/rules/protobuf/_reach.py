"""A change in; how data gets from its old side to its new one, or back, out: by number on the wire, by key in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Surface
from schemactl.model.protobuf import Field
from schemactl.rules.protobuf._members import members

if TYPE_CHECKING:
    from schemactl.model.change import Change, Link
    from schemactl.model.effect import Cell

ENCODED: tuple[Cell, ...] = tuple(
    (direction, surface) for direction in Direction for surface in (Surface.WIRE, Surface.JSON)
)


FORM = frozenset({"cardinality", "default", "oneof", "presence"})
"""What shows in JSON where a key leads, and is judged with the key (see _conditions.json_names) where it leads away."""


def unreached(change: Change) -> frozenset[Cell]:
    """The cells in which data of the one side of a change does not get to the other.

    Two fields that exchange their numbers and keep their names meet on the wire alone, and so do their types.
    """
    away = {
        (direction, Surface.JSON)
        for direction in Direction
        if change.facet in FORM and not leads(change, direction, Surface.JSON)
    }
    return frozenset(away).union(
        cell for cell in ENCODED if change.link is not None and not _reached(change.link, cell)
    )


def _reached(link: Link, cell: Cell) -> bool:
    """Whether some chain of references leads here from types that are compared as themselves."""
    seen, todo = {link.names}, [link]
    while todo:
        for reference in todo.pop().oriented():
            further = reference.link
            if (further and further.names in seen) or not leads(reference, *cell):
                continue
            if further is None:
                return True
            seen.add(further.names)
            todo.append(further)
    return False


def leads(change: Change, direction: Direction, surface: Surface) -> bool:
    """Whether what is written as the one side of a change is read as the other; of anything but fields it is."""
    if not isinstance(change.old, Field) or not isinstance(change.new, Field):
        return True
    if surface is Surface.WIRE:
        return _numbered(change)
    return keyed(change) if direction is Direction.BACKWARD else keyed(change.flipped)


def _numbered(change: Change) -> bool:
    """Whether both sides have the same number; in a map, the map."""
    old, new = _held(change.old, change.old_owner), _held(change.new, change.new_owner)
    return old.identity == new.identity


def keyed(change: Change) -> bool:
    """Whether a parser of the new side takes the old side's key for the new side; in a map, the map's key."""
    writer, reader = _held(change.old, change.old_owner), _held(change.new, change.new_owner)
    if writer.extendee or reader.extendee:
        return writer.name == reader.name
    of_map = reader is not change.new
    message = change.step.new.types.get(reader.full_name.rpartition(".")[0]) if of_map else change.new_owner
    takers = members(message).keys.get(writer.json_name, ())
    return bool(takers) and takers[0].number == reader.number


def _held(field: object, owner: object) -> Field:
    """The field that a message has: of what a map holds, the map."""
    held = owner if isinstance(owner, Field) else field
    assert isinstance(held, Field)  # noqa: S101  (asked of fields only)
    return held

"""What a change does: the grid of direction × surface → outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Direction(StrEnum):
    """Who reads whose data."""

    BACKWARD = "backward"
    """New readers, old data."""
    FORWARD = "forward"
    """Old readers, new data."""

    @property
    def flipped(self) -> Direction:
        return Direction.FORWARD if self is Direction.BACKWARD else Direction.BACKWARD


class Surface(StrEnum):
    """Where an effect shows: encoded bytes, the JSON encoding, code against generated types, dispatch."""

    WIRE = "wire"
    JSON = "json"
    SOURCE = "source"
    DISPATCH = "dispatch"


class Outcome(StrEnum):
    """What happens to an event, or to the code that handles it."""

    OK = "ok"
    LOSES = "loses"
    """Dropped: the reader does not see a value that was written."""
    REJECTS = "rejects"
    """Fails loudly."""
    MISREADS = "misreads"
    """Silently another value."""
    UNHANDLED = "unhandled"
    """Dispatch: an arm is missing."""
    UNKNOWN = "unknown"
    """The schemas alone cannot tell."""


HARM = (Outcome.MISREADS, Outcome.REJECTS, Outcome.LOSES, Outcome.OK)
"""What a codec can show, the most harmful first: silently wrong, then refused, then silently absent."""


Cell = tuple[Direction, Surface]
"""A place in a grid."""


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """One cell of a grid."""

    direction: Direction
    surface: Surface
    outcome: Outcome


Grid = tuple[Effect, ...]
"""Every cell a rule answers for, ok cells included; a surface that is not in it is not judged by that rule."""


def grid(**surfaces: tuple[Outcome, Outcome] | Outcome) -> Grid:
    """Build a grid from `surface=(backward outcome, forward outcome)`, or one outcome for both."""
    cells: list[Effect] = []
    for name, outcomes in surfaces.items():
        backward, forward = outcomes if isinstance(outcomes, tuple) else (outcomes, outcomes)
        cells.append(Effect(Direction.BACKWARD, Surface(name), backward))
        cells.append(Effect(Direction.FORWARD, Surface(name), forward))
    return tuple(cells)


def flip(cells: Grid) -> Grid:
    """The grid of the undone step: what was backward is forward."""
    return tuple(
        cell
        for surface in dict.fromkeys(cell.surface for cell in cells)
        for direction in Direction
        for cell in cells_at(cells, direction.flipped, surface, direction)
    )


def cells_at(cells: Grid, direction: Direction, surface: Surface, named: Direction) -> Grid:
    """The cells at (direction, surface), told of the direction `named`."""
    return tuple(
        Effect(named, surface, cell.outcome)
        for cell in cells
        if cell.direction is direction and cell.surface is surface
    )


def spare(cells: Grid, unreached: Collection[Cell]) -> Grid:
    """The grid where data does not come to some of its cells: these are ok."""
    return tuple(
        replace(cell, outcome=Outcome.OK) if (cell.direction, cell.surface) in unreached else cell
        for cell in cells
    )


def outcomes(cells: Grid) -> Mapping[Cell, Outcome]:
    """A grid as a look-up table."""
    return {(cell.direction, cell.surface): cell.outcome for cell in cells}

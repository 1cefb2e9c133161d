"""A reader: a library that reads events, and where it does something else than our rules say."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Outcome, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.change import Change
    from schemactl.model.effect import Effect
    from schemactl.model.rule import Rule
    from schemactl.model.schema import FormatName

Told = tuple[Outcome, str]
"""What a reader makes of events, and why that is not what the rules say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One row of a reader's table: what it does with the events of some rules, in one encoding.

    rules: their ids; `*` stands for any rest. was: the rule's outcome, None for each. now: the reader's outcome.
    why: one sentence about the reader. when: asked of the change as this reader meets it: old is the writer's
    side, new the reader's. judge: says the outcome where it hangs on the types; None where nothing differs.
    shows: asked of encoded bytes: whether such bytes show it; None if those do by which the rule's own claim shows.
    """

    rules: tuple[str, ...]
    was: Outcome | None = None
    now: Outcome | None = None
    surface: Surface = Surface.WIRE
    why: str
    when: Callable[[Change], bool] | None = None
    judge: Callable[[Change], Told | None] | None = None
    shows: Callable[[bytes], bool] | None = None

    def concerns(self, rule: Rule) -> bool:
        return any(fnmatchcase(rule.id, pattern) for pattern in self.rules)

    def told(self, rule: Rule, effect: Effect, met: Change) -> Told | None:
        """What becomes of such an event in this reader; None where the row does not apply."""
        if not self.concerns(rule) or not self.covers(effect):
            return None
        if self.when is not None and not self.when(met):
            return None
        return self.judge(met) if self.judge else (self.now or effect.outcome, self.why)

    def covers(self, effect: Effect) -> bool:
        """Whether the row is about such a cell."""
        return effect.surface is self.surface and self.was in (None, effect.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """A cell in which a reader does not do what the rule says. shows: see Departure."""

    direction: Direction
    surface: Surface
    outcome: Outcome
    why: str
    shows: Callable[[bytes], bool] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A library that reads events. A reference is one that the rules' claims are made with: it departs nowhere.

    library: what was asked when the table was written, with its version.
    """

    name: str
    format: FormatName
    library: str
    departures: tuple[Departure, ...] = ()

    def departed(self, rule: Rule, change: Change) -> tuple[Departed, ...]:
        """The cells of a rule's grid in which this reader does something else with the events of a change."""
        found = (self._departed(rule, change, effect) for effect in rule.effects)
        return tuple(cell for cell in found if cell is not None)

    def rows(self, rule: Rule) -> tuple[Departure, ...]:
        """What the table has on a rule."""
        return tuple(
            row for row in self.departures if row.concerns(rule) and any(map(row.covers, rule.effects))
        )

    def _departed(self, rule: Rule, change: Change, effect: Effect) -> Departed | None:
        """What the first row that applies says of a cell, if that is not what the rule says."""
        met = change if effect.direction is Direction.BACKWARD else change.flipped
        for row in self.departures:
            if (told := row.told(rule, effect, met)) is not None:
                outcome, why = told
                cell = Departed(
                    direction=effect.direction,
                    surface=effect.surface,
                    outcome=outcome,
                    why=why,
                    shows=row.shows,
                )
                return None if outcome is effect.outcome else cell
        return None

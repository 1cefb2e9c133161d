"""A verdict in; each cell that it refuses out, as a difference from a program that accepts the pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from oracle.material import Pair

    from schemactl.model.effect import Effect
    from schemactl.model.verdict import Finding, Verdict


@dataclass(frozen=True)
class Refused:
    """A cell for which we refuse a pair that somebody else accepts."""

    pair: Pair
    finding: Finding
    effect: Effect

    def __str__(self) -> str:
        change, effect = self.finding.change, self.effect
        cell = f"{effect.direction} {effect.surface} {effect.outcome}"
        return f"only we refuse {self.finding.rule.id} at {change.path}: {cell}\n{self.pair}"


def cells(
    pair: Pair, verdict: Verdict, directions: Iterable[Direction] = tuple(Direction)
) -> Iterator[Refused]:
    """Every cell that the verdict refuses in these directions."""
    for finding in verdict.findings:
        for effect in finding.effects:
            if effect.direction in directions and verdict.policy.refuses(effect, finding.rule):
                yield Refused(pair, finding, effect)


def refused(condition: Callable[[Finding, Effect], bool]) -> Callable[[object], bool]:
    """A sign of what only we refuse; what others refuse alone never has it."""
    return lambda difference: (
        isinstance(difference, Refused) and condition(difference.finding, difference.effect)
    )

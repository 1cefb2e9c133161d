"""Verdicts in; the order in which readers and writers can be deployed out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Surface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.effect import Effect
    from schemactl.model.verdict import Finding, Policy, Verdict


class Rollout(StrEnum):
    ANY_ORDER = "any-order"
    CONSUMERS_FIRST = "consumers-first"
    PRODUCERS_FIRST = "producers-first"
    IMPOSSIBLE = "impossible"

    @property
    def advice(self) -> str:
        return _ADVICE[self]


_ADVICE = {
    Rollout.ANY_ORDER: "any order",
    Rollout.CONSUMERS_FIRST: "consumers first",
    Rollout.PRODUCERS_FIRST: "producers first",
    Rollout.IMPOSSIBLE: "impossible in one step",
}

_BY_HARM = {
    frozenset[Direction](): Rollout.ANY_ORDER,
    frozenset({Direction.FORWARD}): Rollout.CONSUMERS_FIRST,
    frozenset({Direction.BACKWARD}): Rollout.PRODUCERS_FIRST,
    frozenset(Direction): Rollout.IMPOSSIBLE,
}


def rollout(verdicts: Iterable[Verdict]) -> Rollout:
    """Which order is safe for all of them, whatever compatibility was asked for.

    Consumers that go first read old events with new schemas, so that order needs backward to be ok; the other
    order needs forward. An unjudged change may harm both.
    """
    harmed: set[Direction] = set()
    for verdict in verdicts:
        if verdict.unjudged:
            return Rollout.IMPOSSIBLE
        for finding in verdict.findings:
            harmed |= {effect.direction for effect in harms(finding, verdict.policy)}
    return _BY_HARM[frozenset(harmed)]


def harms(finding: Finding, policy: Policy) -> tuple[Effect, ...]:
    """The effects that an order of deployment has to avoid: on the surfaces asked for, and on dispatch.

    Code against generated types is not among them: it is compiled, not deployed beside other versions.
    """
    return tuple(
        effect
        for effect in finding.felt
        if effect.surface is Surface.DISPATCH
        or (
            effect.surface in policy.surfaces - {Surface.SOURCE}
            and not policy.tolerates(effect, finding.rule)
        )
    )

"""A verdict that says compatible in; how many random events were tried, and any that shows otherwise, out."""

from __future__ import annotations

from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.model.verdict import Refutation
from schemactl.witness.choices import Rolled
from schemactl.witness.prove import ENCODED
from schemactl.witness.sample import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.format import Channel, Format
    from schemactl.model.change import Step
    from schemactl.model.verdict import Verdict
    from schemactl.model.witness import Witness
    from schemactl.witness.sample import Sample


def refute(verdict: Verdict, form: Format, seconds: float, seed: int = 0) -> Refutation | None:
    """Send random events through the real codec for some seconds, where the verdict claims that nothing breaks.

    None if nothing changed or something breaks anyway. An outcome that some rule told of (a tolerated one) is no
    counterexample. The same seed tries the same events in the same order.
    """
    if not verdict.changes or not verdict.compatible:
        return None
    step = verdict.changes[0].step
    ways = [
        _Way(step, form, direction, verdict) for direction in sorted(verdict.policy.compatibility.directions)
    ]
    surfaces = sorted(verdict.policy.surfaces & ENCODED)
    choices, end, tried = Rolled(seed), monotonic() + seconds, 0
    while ways and surfaces and monotonic() < end:
        for way in ways:
            for witness in way.exchanges(choices, surfaces):
                tried += 1
                if witness.outcome not in way.told[witness.surface]:
                    return Refutation(tried=tried, seconds=seconds, seed=seed, counterexample=witness)
        ways = [way for way in ways if way.draws]
    return Refutation(tried=tried, seconds=seconds, seed=seed)


class _Way:
    """One direction: its channel, its source of events, and the outcomes that the verdict told of."""

    def __init__(self, step: Step, form: Format, direction: Direction, verdict: Verdict) -> None:
        backward = direction is Direction.BACKWARD
        writer, names = (step.old, step.names) if backward else (step.new, step.flipped.names)
        self.direction = direction
        self.draws = True
        self._events = import_module(f"schemactl.witness.{form.name}_events").EVENTS(writer, names)
        self._channel: Channel = form.channel(step, direction)
        effects = [effect for finding in verdict.findings for effect in finding.effects]
        self.told = {
            surface: {Outcome.OK}
            | {
                effect.outcome
                for effect in effects
                if (effect.direction, effect.surface) == (direction, surface)
            }
            for surface in Surface
        }

    def exchanges(self, choices: Rolled, surfaces: list[Surface]) -> Iterator[Witness]:
        sample: Sample | None = self._events.draw(choices)
        self.draws = sample is not None
        for surface in surfaces if sample else ():
            assert sample is not None  # noqa: S101
            witness = sent(self._channel, sample, self.direction, surface)
            if witness is not None:
                yield witness

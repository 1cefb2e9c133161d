"""A verdict in; the same verdict out, with a witness for every effect that the policy refuses."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from schemactl.model.change import Verb
from schemactl.model.effect import Direction, Effect, Outcome, Surface, outcomes
from schemactl.witness.sample import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.format import Channel, Format
    from schemactl.model.change import Change, Step
    from schemactl.model.reader import Departed
    from schemactl.model.rule import Rule
    from schemactl.model.verdict import Finding, Verdict
    from schemactl.model.witness import Witness
    from schemactl.witness.sample import Sample

PROVABLE = frozenset({Outcome.LOSES, Outcome.REJECTS, Outcome.MISREADS})
ENCODED = frozenset({Surface.WIRE, Surface.JSON})


class Samples(Protocol):
    """Constructs candidates from changes: one such class per format, as `witness.<format>.SAMPLES`."""

    def of(self, change: Change, direction: Direction, surface: Surface) -> Iterator[Sample]: ...


def prove(verdict: Verdict, form: Format) -> Verdict:
    """Find a witness for each refused effect on wire and JSON; a finding without one keeps an empty tuple."""
    if not verdict.breaks:
        return verdict
    prover = Prover(verdict.breaks[0].change.step, form)
    findings = tuple(
        replace(finding, witnesses=tuple(prover.witnesses(finding, verdict))) if finding.breaks else finding
        for finding in verdict.findings
    )
    return replace(verdict, findings=findings)


class Prover:
    """Tries samples through the real codec until one shows what a rule claims."""

    def __init__(self, step: Step, form: Format) -> None:
        self._samples: Samples = import_module(f"schemactl.witness.{form.name}").SAMPLES(step)
        self._channels: dict[Direction, Channel] = {}
        self._step = step
        self._form = form

    def witnesses(self, finding: Finding, verdict: Verdict) -> Iterator[Witness]:
        """A witness for each encoded effect in a refused direction; a missing arm shows as what its event loses.

        Then one for each break that a named reader alone has, or has in its own way.
        """
        policy = verdict.policy
        refused = {effect.direction for effect in finding.felt if policy.refuses(effect, finding.rule)}
        for effect in finding.effects:
            asked = effect.surface in ENCODED & policy.surfaces and effect.direction in refused
            if asked and effect in finding.felt:
                witness = self.witness(finding.change, effect) or self.harm(finding.change, effect)
                if witness is not None:
                    yield witness
        for each in finding.readers:
            for cell in each.departed:
                if policy.refuses(Effect(cell.direction, cell.surface, cell.outcome), finding.rule):
                    witness = self.recorded(finding.rule, finding.change, cell)
                    if witness is not None:
                        yield replace(witness, reader=each.reader)

    def recorded(self, rule: Rule, change: Change, cell: Departed) -> Witness | None:
        """Real bytes, and what a reader that is not here is recorded to do with them; None if none can be made.

        The bytes are those by which such an outcome shows here, or else the rule's own: tests/oracle has each reader
        read what is chosen here.
        """
        own = outcomes(rule.effects)[cell.direction, cell.surface]

        def telling(witness: Witness) -> tuple[bool, ...]:
            return witness.outcome is cell.outcome, witness.outcome is own, bool(witness.exchange.said)

        tried = self.exchanges(change, cell.direction, cell.surface)
        fitting = (each for each in tried if cell.shows is None or cell.shows(each.exchange.sent))
        chosen = max(fitting, key=telling, default=None)
        if chosen is None:
            return None
        told = replace(chosen.exchange, heard=None, error=None, outcome=cell.outcome, detail=cell.why)
        return replace(chosen, exchange=told)

    def witness(self, change: Change, effect: Effect) -> Witness | None:
        """The first sample whose outcome is the claimed one; None if no sample shows it."""
        if effect.outcome not in PROVABLE:
            return None
        exchanges = self.exchanges(change, effect.direction, effect.surface)
        if change.verb is Verb.REUSED:
            return next(_arrivals(exchanges, effect.outcome), None)
        return next((witness for witness in exchanges if witness.outcome is effect.outcome), None)

    def harm(self, change: Change, effect: Effect) -> Witness | None:
        """A sample that shows another harm than the claimed one: several changes of one field can meet in it."""
        exchanges = self.exchanges(change, effect.direction, effect.surface)
        return next((witness for witness in exchanges if witness.outcome is not Outcome.OK), None)

    def exchanges(self, change: Change, direction: Direction, surface: Surface) -> Iterator[Witness]:
        """What became of each sample of a change."""
        channel = self._channel(direction)
        for sample in self._samples.of(change, direction, surface):
            witness = sent(channel, sample, direction, surface)
            if witness is not None:
                yield witness

    def _channel(self, direction: Direction) -> Channel:
        if direction not in self._channels:
            self._channels[direction] = self._form.channel(self._step, direction)
        return self._channels[direction]


def _arrivals(exchanges: Iterator[Witness], outcome: Outcome) -> Iterator[Witness]:
    """The exchanges in which something arrives. No codec can tell that it meant something else: history does."""
    for witness in exchanges:
        if witness.exchange.said and witness.exchange.heard:
            yield replace(witness, exchange=replace(witness.exchange, outcome=outcome))

"""A verdict in; whether events that go from one version to the other through real codecs agree with it, out.

What a rule says and what an event shows are found by two ways that share no code but the schemas: where they differ,
one of them has a bug.
"""

from __future__ import annotations

from importlib import import_module
from itertools import chain, islice
from typing import TYPE_CHECKING

from schemactl.model.change import Step
from schemactl.model.effect import Direction, Outcome
from schemactl.model.fuzzing import Crossed, Disagreement
from schemactl.witness.choices import Rolled
from schemactl.witness.prove import ENCODED, PROVABLE, Prover
from schemactl.witness.sample import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.format import Channel, Format
    from schemactl.model.change import Change
    from schemactl.model.effect import Surface
    from schemactl.model.schema import Schema
    from schemactl.model.verdict import Verdict
    from schemactl.model.witness import Witness


def crossed(verdict: Verdict, form: Format, examples: int, seed: int = 0) -> Crossed:
    """Send so many events each way on each encoded surface, as far as they are needed to tell.

    Where the verdict tells of no harm, none must show one; where it tells of some, one must show some. Those along
    the changes are tried before random ones.
    """
    if not verdict.changes:
        return Crossed(exchanged=0)
    step, count = verdict.changes[0].step, 0
    found: list[Disagreement] = []
    for direction in Direction:
        way = _Way(step, form, direction)
        for surface in sorted(ENCODED):
            told = _told(verdict, direction, surface)
            if Outcome.UNKNOWN in told:  # the verdict leaves it to the data
                continue
            harmed: Witness | None = None
            for witness in way.exchanges(verdict.changes, surface, examples, seed):
                count += 1
                if witness.outcome is not Outcome.OK and not way.refuses_itself(witness):
                    harmed = witness
                    break
            if bool(told) != bool(harmed):
                found.append(Disagreement(direction=direction, surface=surface, told=told, witness=harmed))
    return Crossed(exchanged=count, disagreements=tuple(found))


def witness(
    old: Schema, new: Schema, changes: tuple[Change, ...], form: Format, examples: int
) -> Witness | None:
    """The first event that one version writes and the other one rejects, loses or misreads; None if none is found."""
    step = changes[0].step if changes else Step(old=old, new=new)
    for direction in Direction:
        way = _Way(step, form, direction)
        for surface in sorted(ENCODED, reverse=True):
            for found in way.exchanges(changes, surface, examples, 0):
                if found.outcome is not Outcome.OK and not way.refuses_itself(found):
                    return found
    return None


def _told(verdict: Verdict, direction: Direction, surface: Surface) -> tuple[Outcome, ...]:
    cells = {
        effect.outcome
        for finding in verdict.findings
        for effect in finding.effects
        if (effect.direction, effect.surface) == (direction, surface)
        and effect.outcome in {*PROVABLE, Outcome.UNKNOWN}
    }
    return tuple(sorted(cells))


class _Way:
    """One direction, its channel, and the channel of its writer to itself."""

    def __init__(self, step: Step, form: Format, direction: Direction) -> None:
        backward = direction is Direction.BACKWARD
        writer, self._names = (step.old, step.names) if backward else (step.new, step.flipped.names)
        itself = Step(old=writer, new=writer, names={name: name for name in writer.types})
        self._direction = direction
        self._prover = Prover(step, form)
        self._channel: Channel = form.channel(step, direction)
        self._itself: Channel = form.channel(itself, Direction.BACKWARD)
        self._events = import_module(f"schemactl.witness.{form.name}_events").EVENTS(writer, self._names)
        self._last: tuple[str, object] | None = None

    def exchanges(
        self, changes: tuple[Change, ...], surface: Surface, examples: int, seed: int
    ) -> Iterator[Witness]:
        """Events along each change, then random ones."""
        aimed = chain.from_iterable(
            self._prover.exchanges(change, self._direction, surface) for change in changes
        )
        for found in islice(aimed, examples):
            self._last = None
            yield found
        choices = Rolled(seed)
        for _ in range(examples):
            sample = self._events.draw(choices)
            if sample is None:
                return
            self._last = (sample.writer_type, sample.value)
            witness = sent(self._channel, sample, self._direction, surface)
            if witness is not None:
                yield witness

    def refuses_itself(self, found: Witness) -> bool:
        """Whether the event's own schema does not read it either: then it tells nothing about the other one."""
        if self._last is None:
            return False
        name, value = self._last
        return self._itself.exchange(name, name, value, found.surface).outcome is not Outcome.OK

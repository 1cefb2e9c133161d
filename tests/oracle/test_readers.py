"""What each reader's table predicts beside what that reader does, on the bytes of every value that is tried."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from oracle.avro_heard import in_java, in_python
from oracle.material import generated, sent, written
from oracle.protobuf_heard import heard, ordered
from oracle.protobuf_outcomes import compared
from oracle.reader_classes import PROFILES
from oracle.reader_pairs import parting
from oracle.test_protobuf import READERS as PROGRAMS
from oracle.test_protobuf import answers, has_editions, heard_by_upb, pool

from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.readers.catalog import NAMES, REFERENCES
from schemactl.readers.catalog import reader as reader_named
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from oracle.material import Pair, Sent

    from schemactl.model.change import Change
    from schemactl.model.reader import Reader

Outcomes = list[Outcome]


def in_program(name: str) -> Callable[[Sequence[Sent]], Outcomes]:
    def ask(items: Sequence[Sent]) -> Outcomes:
        return [_outcome(*each) for each in zip(items, answers(PROGRAMS[name], list(items)), strict=True)]

    return ask


def _outcome(item: Sent, theirs) -> Outcome:
    if theirs.message is None:
        return Outcome.REJECTS
    if heard_by_upb(item).message == theirs.message:
        return item.exchange.outcome
    writer = pool(item.step.old).message_class(item.sample.writer_type)
    said = ordered(heard(writer.FromString(item.exchange.sent)))
    reader = pool(item.step.new).message_class(item.sample.reader_type)
    return compared(writer.DESCRIPTOR, said, reader.DESCRIPTOR, theirs.message)


ASKED: dict[str, Callable[[Sequence[Sent]], Outcomes]] = {
    "upb": lambda items: [item.exchange.outcome for item in items],
    "fastavro": lambda items: [item.exchange.outcome for item in items],
    "avro-java": in_java,
    "avro-python": in_python,
    "go": in_program("Go"),
    "prost": in_program("Rust"),
}
GENERATED = {"avro": 1000, "protobuf": 400}


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[Pair]]:
    found = {
        form: [*written(form), *parting(form), *generated(form, count)] for form, count in GENERATED.items()
    }
    return {form: [pair for pair in each if pair.changes] for form, each in found.items()}


def test_each_reader_is_asked() -> None:
    assert set(ASKED) == set(NAMES)


@pytest.mark.parametrize("name", ASKED)
def test_each_table_says_what_its_reader_does(name: str, pairs, tally) -> None:
    reader = reader_named(name)
    cells = list(tried(reader, pairs[reader.format], ASKED[name]))
    for cell in cells:
        tally.answer(PROFILES, name, [] if cell.right else [cell])
    tally.nothing_unexplained(PROFILES)
    tally.nothing_unneeded(PROFILES)
    assert any(cell.departed for cell in cells) is (name not in REFERENCES)


@dataclass(frozen=True)
class Cell:
    """What a reader should do with the values that are tried for a change, and what it does.

    others: what it should do for the sake of the other changes, which may show in the same values.
    """

    reader: str
    rule: str
    pair: Pair
    direction: Direction
    departed: bool
    claim: Outcome
    seen: frozenset[Outcome]
    others: frozenset[Outcome]

    @property
    def right(self) -> bool:
        if Outcome.UNKNOWN in {self.claim, *self.others}:
            return True
        if self.claim is Outcome.OK:
            return self.seen <= {Outcome.OK, *self.others}
        return self.claim in self.seen

    def __str__(self) -> str:
        claim = f"{self.rule} {self.direction}: {self.claim} is claimed"
        return f"{self.reader}: {claim}, {sorted(self.seen)} seen\n{self.pair}"


def tried(reader: Reader, pairs: Sequence[Pair], ask: Callable[[Sequence[Sent]], Outcomes]) -> Iterator[Cell]:
    """Every wire cell of every change for which there is a value to try."""
    judge = Judge(catalogue(reader.format))
    items = [item for pair in pairs for item in sent(pair)]
    if reader.name == "prost":
        items = [item for item in items if not has_editions(item.step.new)]
    seen: dict[tuple[int, Direction], set[Outcome]] = defaultdict(set)
    for item, outcome in zip(items, ask(items), strict=True):
        seen[id(item.change), item.direction].add(outcome)
    for pair in pairs:
        for direction in Direction:
            claims = [
                (change, *claim)
                for change in pair.changes
                for claim in claimed(reader, judge, change, direction)
            ]
            for change, rule, departed, claim in claims:
                if (id(change), direction) in seen:
                    others = frozenset(each for other, _, _, each in claims if other is not change)
                    found = frozenset(seen[id(change), direction])
                    yield Cell(reader.name, rule, pair, direction, departed, claim, found, others)


def claimed(
    reader: Reader, judge: Judge, change: Change, direction: Direction
) -> Iterator[tuple[str, bool, Outcome]]:
    """Each rule with a wire cell, whether the reader departs there, and what it should do; nothing without a rule."""
    at = (direction, Surface.WIRE)
    rules = [rule for rule in judge.answers(change)[0] if at in outcomes(rule.effects)]
    if not rules:
        yield f"no rule for {change.kind} {change.verb} {change.facet}", False, Outcome.OK
    for rule in rules:
        departed = {(each.direction, each.surface): each.outcome for each in reader.departed(rule, change)}
        yield rule.id, at in departed, departed.get(at, outcomes(rule.effects)[at])

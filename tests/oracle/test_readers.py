"""What each reader's table predicts beside what that reader does, on the bytes of every value that is tried."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from oracle.avro_heard import in_java, in_python
from oracle.material import generated, sent, written
from oracle.protobuf_heard import heard, ordered
from oracle.protobuf_outcomes import compared
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
VALUES = {
    ("prost", "protobuf-field-type-reinterpreted"): (
        "whether it takes a text for a message hangs on the text: those that are tried meet a field of another type"
    ),
}
"""A reader and a rule whose outcome there hangs on the values that are tried, with the reason."""


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[Pair]]:
    found = {
        form: [*written(form), *parting(form), *generated(form, count)] for form, count in GENERATED.items()
    }
    return {form: [pair for pair in each if pair.changes] for form, each in found.items()}


def test_each_reader_is_asked() -> None:
    assert set(ASKED) == set(NAMES)


@pytest.mark.parametrize("name", ASKED)
def test_each_table_predicts_what_its_reader_does(name: str, pairs, capsys) -> None:
    reader = reader_named(name)
    cells = list(tried(reader, pairs[reader.format], ASKED[name]))
    departed = [cell for cell in cells if cell.departed]
    rules = {cell.rule for cell in departed}
    with capsys.disabled():
        sys.stdout.write(f" {name}: {len(cells)} cells, {len(departed)} of {len(rules)} rules depart ")
    wrong = [str(cell) for cell in cells if not cell.right and (name, cell.rule) not in VALUES]
    assert not wrong, "\n".join(wrong[:20])
    assert bool(departed) is (name not in REFERENCES)


@dataclass(frozen=True)
class Cell:
    """What a reader should do with the values that are tried for a change, and what it does.

    others: what it should do for the sake of the other changes, which may show in the same values.
    """

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
        return (
            self.seen <= {Outcome.OK, *self.others} if self.claim is Outcome.OK else self.claim in self.seen
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.direction}: {self.claim} is claimed, {sorted(self.seen)} seen\n{self.pair}"


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
                    yield Cell(rule, pair, direction, departed, claim, found, others)


def claimed(
    reader: Reader, judge: Judge, change: Change, direction: Direction
) -> Iterator[tuple[str, bool, Outcome]]:
    """Each rule with a wire cell, whether the reader departs there, and what it should do."""
    rules = judge.answers(change)[0]
    at = (direction, Surface.WIRE)
    for rule in rules:
        departed = {(each.direction, each.surface): each.outcome for each in reader.departed(rule, change)}
        if at in outcomes(rule.effects):
            yield rule.id, at in departed, departed.get(at, outcomes(rule.effects)[at])

"""What each reader's table predicts beside what that reader does, on the bytes of every value that is tried."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest
from oracle.avro_heard import in_java, in_python
from oracle.material import generated, sent, written
from oracle.protobuf_heard import heard, ordered
from oracle.protobuf_outcomes import compared
from oracle.test_protobuf import READERS as PROGRAMS
from oracle.test_protobuf import answers, has_editions, heard_by_upb, pool

from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.readers.catalog import reader as reader_named
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from oracle.material import Pair, Sent

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
    "avro-java": in_java,
    "avro-python": in_python,
    "go": in_program("Go"),
    "prost": in_program("Rust"),
}
VALUES = {
    "protobuf-field-type-reinterpreted": "whether a text passes for a message of the reader's hangs on the text",
}
"""Rules whose outcome in some reader hangs on the values that are tried, with the reason."""


@pytest.mark.parametrize("name", ASKED)
def test_each_table_predicts_what_its_reader_does(name: str, capsys) -> None:
    reader = reader_named(name)
    pairs = [pair for pair in written(reader.format) if pair.changes]
    counted, wrong = compare(reader, pairs, ASKED[name])
    with capsys.disabled():
        print(f"\n{name}: {counted['cells']} cells, {counted['departed']} of them departed")
    assert not wrong, "\n".join(wrong)
    assert counted["departed"] > 10


def compare(reader: Reader, pairs: Sequence[Pair], ask: Callable[[Sequence[Sent]], Outcomes]):
    """Counts of cells, and the cells that are predicted wrongly."""
    judge = Judge(catalogue(reader.format))
    items = [item for pair in pairs for item in sent(pair)]
    if reader.name == "prost":
        items = [item for item in items if not has_editions(item.step.new)]
    cells: dict[tuple[str, int, Direction], list[tuple[Sent, Outcome]]] = defaultdict(list)
    for item, outcome in zip(items, ask(items), strict=True):
        cells[item.pair.id, id(item.change), item.direction].append((item, outcome))
    counted: Counter[str] = Counter()
    wrong = []
    for (_, _, direction), tried in cells.items():
        first = tried[0][0]
        claimed = dict(claims(reader, judge, first.pair))
        seen = {outcome for _, outcome in tried}
        for rule_id, departed, claim in claimed.get((id(first.change), direction), [("neutral", False, Outcome.OK)]):
            counted["cells"] += 1
            counted["departed"] += departed
            others = {each for (change, way), told in claimed.items() if way == direction and change != id(first.change) for *_, each in told}
            right = claim in seen if claim is not Outcome.OK else seen <= {Outcome.OK, *others}
            if not right and claim is not Outcome.UNKNOWN and rule_id not in VALUES:
                wrong.append(f"{reader.name}: {rule_id} {direction}: predicted {claim}, seen {sorted(seen)}: {first.pair.id}")
    return counted, wrong


def claims(reader: Reader, judge: Judge, pair: Pair) -> Iterator[tuple[tuple[int, Direction], list[tuple[str, bool, Outcome]]]]:
    """By change and direction: each rule with a wire cell, whether the reader departs there, and what it does."""
    for change in pair.changes:
        rules = judge.answers(change)[0]
        for direction in Direction:
            told = []
            for rule in rules:
                departed = {each.direction: each.outcome for each in reader.departed(rule, change)}
                told += [
                    (rule.id, direction in departed, departed.get(direction, effect.outcome))
                    for effect in rule.effects
                    if (effect.direction, effect.surface) == (direction, Surface.WIRE)
                ]
            if told:
                yield (id(change), direction), told

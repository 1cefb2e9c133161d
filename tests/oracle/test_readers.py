"""What each reader's table predicts beside what that reader does, on the bytes of every value that is tried."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf import json_format
from google.protobuf.unknown_fields import UnknownFieldSet
from oracle.avro_heard import in_java, in_python
from oracle.java_generated import compiled
from oracle.material import Sent, generated, written
from oracle.programs import ask
from oracle.protobuf_heard import heard, ordered
from oracle.protobuf_outcomes import compared
from oracle.reader_classes import PROFILES
from oracle.reader_pairs import parting
from oracle.test_protobuf import READERS as PROGRAMS
from oracle.test_protobuf import answers, as_image, has_editions, heard_by_upb, pool

from schemactl.formats.protobuf.observe import observe
from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.readers.catalog import NAMES, REFERENCES
from schemactl.readers.catalog import reader as reader_named
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from oracle.material import Pair

    from schemactl.model.change import Change
    from schemactl.model.reader import Departed, Reader
    from schemactl.model.rule import Rule
    from schemactl.model.schema import Schema

Outcomes = list[Outcome]
Sending = tuple[str, bytes]
"""As which type, and what."""


def in_program(name: str) -> Callable[[Sequence[Sent]], Outcomes]:
    def asked(items: Sequence[Sent]) -> Outcomes:
        return [_outcome(*each) for each in zip(items, answers(PROGRAMS[name], list(items)), strict=True)]

    return asked


def _outcome(item: Sent, theirs) -> Outcome:
    if theirs.message is None:
        return Outcome.REJECTS
    if heard_by_upb(item).message == theirs.message:
        return item.exchange.outcome
    writer = pool(item.step.old).message_class(item.sample.writer_type)
    said = ordered(heard(writer.FromString(item.exchange.sent)))
    reader = pool(item.step.new).message_class(item.sample.reader_type)
    return compared(writer.DESCRIPTOR, said, reader.DESCRIPTOR, theirs.message)


def in_json(name: str) -> Callable[[Sequence[Sent]], Outcomes]:
    return lambda items: _read_json(name, items)


def _read_json(name: str, items: Sequence[Sent]) -> Outcomes:
    """What a program reads from ProtoJSON; a number that only its enums keep is not lost."""
    schemas = {id(item.step.new): item.step.new for item in items}
    loads = [{"load": str(key), **as_image(schema)} for key, schema in schemas.items()]
    questions = [
        {
            "schema": str(id(item.step.new)),
            "type": item.sample.reader_type,
            "text": item.exchange.sent.decode(),
        }
        for item in items
    ]
    told = ask(name, [*loads, *questions])[len(loads) :]
    return [_in_json(item, answer) for item, answer in zip(items, told, strict=True)]


def _in_json(item: Sent, answer: dict[str, str]) -> Outcome:
    if "error" in answer:
        return Outcome.REJECTS
    writer, reader = pool(item.step.old), pool(item.step.new)
    said = writer.message_class(item.sample.writer_type)()
    json_format.Parse(item.exchange.sent.decode(), said, descriptor_pool=writer.descriptors)
    read = reader.message_class(item.sample.reader_type).FromString(bytes.fromhex(answer["hex"]))
    found = observe(said, read, Surface.JSON).outcome
    kept = [field.field_number for field in UnknownFieldSet(read)]
    return Outcome.OK if found is Outcome.LOSES and kept else found


ASKED: dict[str, Callable[[Sequence[Sent]], Outcomes]] = {
    "upb": lambda items: [item.exchange.outcome for item in items],
    "fastavro": lambda items: [item.exchange.outcome for item in items],
    "avro-java": in_java,
    "avro-python": in_python,
    "go": in_program("Go"),
    "java": in_program("Java"),
    "prost": in_program("Rust"),
}
ASKED_JSON = {"upb": ASKED["upb"], "go": in_json("go-json"), "java": in_json("java-reader")}
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
    cells = list(tried(reader, pairs[reader.format], Surface.WIRE, ASKED[name]))
    if name in ASKED_JSON:
        by_hand = [pair for pair in pairs[reader.format] if not pair.id.startswith("generated")]
        cells += tried(reader, by_hand, Surface.JSON, ASKED_JSON[name])
    for cell in cells:
        tally.answer(PROFILES, name, [] if cell.right else [cell])
    tally.nothing_unexplained(PROFILES)
    tally.nothing_unneeded(PROFILES)
    assert any(cell.departed for cell in cells) is (name not in REFERENCES)


def test_java_s_generated_code_does_it_too(pairs, tmp_path, tally) -> None:
    """Services read with generated code, where an entry of a map is set aside as upb does."""
    by_hand = [pair for pair in pairs["protobuf"] if "enum" in pair.id or "kind" in pair.id]
    classes = compiled([side for pair in by_hand for side in (pair.old, pair.new)], tmp_path)

    def loaded(schema: Schema) -> dict[str, Any]:
        return {"folder": str(tmp_path / "classes") + "/", "classes": classes[id(schema)]}

    def asked(items: Sequence[Sent]) -> Outcomes:
        told = answers(PROGRAMS["Java"], list(items), loaded)
        return [_outcome(*each) for each in zip(items, told, strict=True)]

    cells = list(tried(reader_named("java"), by_hand, Surface.WIRE, asked))
    assert [str(cell) for cell in cells if not cell.right] == []
    assert any("map<" in cell.pair.id and cell.claim is Outcome.LOSES for cell in cells)


@dataclass(frozen=True)
class Cell:
    """What a reader should do with the values that are tried for a change, and what it does.

    others: what it should do for the sake of the other changes, which may show in the same values.
    proof: what it does with the bytes that a report shows for a departure; None where a report shows none.
    """

    reader: str
    rule: str
    pair: Pair
    change: Change
    direction: Direction
    surface: Surface
    departed: bool
    claim: Outcome
    seen: frozenset[Outcome]
    others: frozenset[Outcome]
    proof: Outcome | None

    @property
    def right(self) -> bool:
        if Outcome.UNKNOWN in {self.claim, *self.others}:
            return True
        if self.claim is Outcome.OK:
            return self.seen <= {Outcome.OK, *self.others}
        return self.claim in self.seen and (not self.departed or self.proof is self.claim)

    @property
    def of_map(self) -> bool:
        """Whether some field of the enum that changes is a map."""
        return "map<" in str(self.pair)

    @property
    def of_extension(self) -> bool:
        """Whether extensions are among what is tried."""
        return "extend " in str(self.pair)

    def __str__(self) -> str:
        claim = f"{self.rule} {self.direction}: {self.claim} is claimed"
        return f"{self.reader}: {claim}, {sorted(self.seen)} seen, {self.proof} with the proof\n{self.pair}"


def tried(
    reader: Reader, pairs: Sequence[Pair], surface: Surface, ask: Callable[[Sequence[Sent]], Outcomes]
) -> Iterator[Cell]:
    """Every cell of every change on one surface for which there is a value to try."""
    judge = Judge(catalogue(reader.format))
    items = [item for pair in pairs for item in sent(pair, surface)]
    if reader.name == "prost":
        items = [item for item in items if not has_editions(item.step.new)]
    seen: dict[tuple[int, Direction], dict[Sending, Outcome]] = defaultdict(dict)
    for item, outcome in zip(items, ask(items), strict=True):
        seen[id(item.change), item.direction][item.sample.writer_type, item.exchange.sent] = outcome
    for pair in pairs:
        for direction in Direction:
            claims = [
                (change, *claim)
                for change in pair.changes
                for claim in claimed(reader, judge, change, (direction, surface))
            ]
            for change, rule, departed, claim in claims:
                if found := seen.get((id(change), direction)):
                    others = frozenset(each for other, _, _, each in claims if other is not change)
                    proof = found.get(proved(pair, change, rule, departed)) if departed else None
                    at = (direction, surface)
                    yield Cell(
                        reader.name, rule.id if rule else "no rule", pair, change, *at, departed is not None, claim,
                        frozenset(found.values()), others, proof,
                    )  # fmt: skip


def proved(pair: Pair, change: Change, rule: Rule, cell: Departed) -> Sending | None:
    """What the report shows to be sent."""
    witness = pair.prover.recorded(rule, change, cell)
    return witness and (witness.type_name, witness.exchange.sent)


def claimed(
    reader: Reader, judge: Judge, change: Change, at: tuple[Direction, Surface]
) -> Iterator[tuple[Rule | None, Departed | None, Outcome]]:
    """Each rule with this cell, where the reader departs there, and what it should do; nothing without a rule."""
    rules = [rule for rule in judge.answers(change)[0] if at in outcomes(rule.effects)]
    if not rules:
        yield None, None, Outcome.OK
    for rule in rules:
        departed = {(each.direction, each.surface): each for each in reader.departed(rule, change)}
        own = outcomes(rule.effects)[at]
        yield rule, departed.get(at), departed[at].outcome if at in departed else own


def sent(pair: Pair, surface: Surface) -> Iterator[Sent]:
    """What became of each value that is tried for each change, where the reader has a type for it."""
    for change in pair.changes:
        for direction in Direction:
            channel = pair.prover._channel(direction)
            for sample in pair.prover._samples.of(change, direction, surface):
                types = sample.writer_type, sample.reader_type
                try:
                    exchange = channel.exchange(*types, sample.value, surface)
                except ValueError:  # not a value of the writer's type after all
                    continue
                if sample.reader_type is not None:
                    yield Sent(pair, change, direction, sample, exchange)

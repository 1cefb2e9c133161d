"""What every oracle is asked about: the two sides of each rule's examples, of each case, and of generated pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from casebook import cases
from compiled import single
from hypothesis import HealthCheck, Phase, given, settings
from property import avro_pairs, protobuf_pairs

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.formats.format import EXTENSIONS, by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Surface
from schemactl.model.verdict import TOLERATED, Policy
from schemactl.pipeline import compile_all
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide
from schemactl.witness.prove import Prover

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.change import Change, Step
    from schemactl.model.schema import FormatName, Schema
    from schemactl.model.verdict import Verdict
    from schemactl.model.witness import Exchange
    from schemactl.witness.sample import Sample

POLICIES = {"strict": frozenset(), "default": TOLERATED}
"""What is tolerated: nothing, or what we tolerate unless told otherwise."""
GENERATORS = {"avro": avro_pairs.pairs(), "protobuf": protobuf_pairs.pairs()}


@dataclass(frozen=True, eq=False)
class Pair:
    """Two versions of a schema, with the texts they are made of by file name."""

    id: str
    old: Schema
    new: Schema
    texts: tuple[Mapping[str, str], Mapping[str, str]]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return compare(self.old, self.new)

    @property
    def step(self) -> Step | None:
        return self.changes[0].step if self.changes else None

    @cached_property
    def prover(self) -> Prover:
        assert self.step is not None
        return Prover(self.step, by_name((self.new.format,))[0])

    def verdict(self, surface: Surface, tolerated: frozenset[str]) -> Verdict:
        policy = Policy(compatibility=Compatibility.FULL, surfaces=frozenset({surface}), tolerated=tolerated)
        return decide(self.old, self.new, self.changes, catalogue(self.new.format), policy)

    def __str__(self) -> str:
        sides = [f"{name}:\n{text}" for texts in self.texts for name, text in texts.items()]
        return "\n".join([self.id, *sides])


def written(form: FormatName) -> Iterator[Pair]:
    """The pairs that people wrote: every rule's examples, and every case."""
    for rule in catalogue(form).rules:
        for kind, texts in (("bad", rule.bad), ("good", rule.good)):
            yield of_texts(f"{rule.id} {kind}", form, *texts)
    for case in cases():
        if case.format == form:
            (old,), (new,) = (compile_all(case.source(side), (case.module,)) for side in ("old", "new"))
            yield Pair(case.id, old, new, tuple(_texts(case.folder / side) for side in ("old", "new")))


def of_texts(name: str, form: FormatName, *sides: str) -> Pair:
    old, new = (single(form, text) for text in sides)
    return Pair(name, old, new, tuple(_named(form, text) for text in sides))


def generated(form: FormatName, count: int) -> list[Pair]:
    """Pairs that hypothesis makes: the same ones each time, in one release of it."""
    found: dict[tuple[str, str], None] = {}

    @settings(
        max_examples=count, database=None, derandomize=True, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(GENERATORS[form])
    def collect(texts):
        found[texts] = None

    collect()
    pairs = (_compiled(f"generated {index}", form, texts) for index, texts in enumerate(found))
    return [pair for pair in pairs if pair]


def _compiled(name: str, form: FormatName, texts: tuple[str, str]) -> Pair | None:
    try:
        return of_texts(name, form, *texts)
    except CompileError:  # the edit made something that is no schema
        return None


def _named(form: FormatName, text: str) -> dict[str, str]:
    names = ("event", "second", "third", "fourth")
    return {
        f"{name}{EXTENSIONS[form][0]}": part for name, part in zip(names, text.split("\n---\n"), strict=False)
    }


def _texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Sent:
    """One value on its way: in which direction, for the sake of which change, as which type, and what became of it."""

    pair: Pair
    change: Change
    direction: Direction
    sample: Sample
    exchange: Exchange

    @property
    def step(self) -> Step:
        """The step with the writer's schema as the old one."""
        return self.change.step if self.direction is Direction.BACKWARD else self.change.step.flipped

    def __str__(self) -> str:
        change = f"{self.change.kind} {self.change.path} {self.change.verb} {self.change.facet}"
        return f"{self.pair}\n{self.direction}, {change}\n{self.sample}\n{self.exchange}"


def sent(pair: Pair) -> Iterator[Sent]:
    """What became on the wire of each value that is tried for each change, where the reader has a type for it."""
    for change in pair.changes:
        for direction in Direction:
            channel = pair.prover._channel(direction)
            for sample in pair.prover._samples.of(change, direction, Surface.WIRE):
                if sample.reader_type is None:
                    continue
                try:
                    exchange = channel.exchange(
                        sample.writer_type, sample.reader_type, sample.value, Surface.WIRE
                    )
                except ValueError:  # not a value of the writer's type after all
                    continue
                yield Sent(pair, change, direction, sample, exchange)

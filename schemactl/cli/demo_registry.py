"""The bundled events in; a registry of their own in a temporary file, and what it takes and refuses, out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from schemactl import examples
from schemactl.judging.own import OwnEngine
from schemactl.model.naming import TEMPLATES, Naming, Strategy
from schemactl.model.standing import State
from schemactl.model.verdict import Policy
from schemactl.pipeline import NO_PROOFS
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.report.answer import Answer
from schemactl.subjects.candidates import candidates
from schemactl.subjects.examine import Examiner
from schemactl.subjects.push import push
from schemactl.subjects.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemactl.examples import EvolutionStep
    from schemactl.model.source import Source
    from schemactl.registry.protocol import Registry
    from schemactl.report.style import Style
    from schemactl.subjects.examine import Examined

TOPICS = {"order.*": "orders", "payment.*": "payments", "inventory.*": "inventory"}
NAMING = Naming(strategy=Strategy.TOPIC, template=TEMPLATES[Strategy.TOPIC], topics=TOPICS)
BAD, GOOD = "10-weight-narrowed", "01-gift-message"
"""Steps of evolution/protobuf: one that is refused, and one that is pushed."""


def story(steps: Sequence[EvolutionStep], paint: Style) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is as expected: a registry with today's events, a bad step, a good one."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "registry.db")
        with EmbeddedRegistry(path, OwnEngine(), create=True) as registry:
            yield (
                f"{paint('strong', 'registry')}  a new one in a temporary file, for the topics of today",
                True,
            )
            yield from _pushed(_examined(examples.today(), registry), registry)
            for step in sorted(filter(_shown, steps), key=lambda step: (BAD, GOOD).index(step.name)):
                yield "", True
                yield from _step(step, registry, paint)


def _shown(step: EvolutionStep) -> bool:
    return step.format == "protobuf" and step.name in (BAD, GOOD)


def _step(step: EvolutionStep, registry: Registry, paint: Style) -> Iterator[tuple[str, bool]]:
    """A step of the evolution beside what the registry holds by now; pushed if nothing speaks against it."""
    examiner, found = _examined(step.new, registry)
    answer = Answer(rounds=tuple(one for each in found for one in each.rounds))
    verdict = (
        paint("good", "accepted and pushed") if answer.compatible else paint("bad", "refused, not pushed")
    )
    expected = answer.compatible == (step.expected == "compatible")
    name = paint("strong", f"{step.format}/{step.name}")
    yield f"{name}  checked against the registry: {verdict}", expected
    for each in found:
        if each.standing.state is State.CHANGED:
            yield _told(each), each.standing.rejected != answer.compatible
    if answer.compatible:
        yield from _pushed((examiner, found), registry)


def _told(each: Examined) -> str:
    standing = each.standing
    ours = all(one.compatible for one in each.rounds)
    words = [f"schemactl {'accepts' if ours else 'refuses'} it"]
    words += [f"the registry {'rejects' if standing.rejected else 'accepts'} it"] if standing.said else []
    return f"   {standing.subject} beside version {standing.number}: {', '.join(words)}"


def _examined(source: Source, registry: Registry) -> tuple[Examiner, list[Examined]]:
    found = candidates(source, [examples.MODULES["protobuf"]], NAMING)
    question = Question(
        new=replace(source, label="working tree"), naming=NAMING, policy=Policy(), proofs=NO_PROOFS
    )
    examiner = Examiner(registry=registry, question=question, judging=registry)
    return examiner, [examiner.examine(each) for each in found]


def _pushed(looked: tuple[Examiner, list[Examined]], registry: Registry) -> Iterator[tuple[str, bool]]:
    examiner, found = looked
    for done in push(found, examiner, registry, force=False):
        yield f"   registered  {done.subject}@{done.version.number}, id {done.version.schema_id}", True

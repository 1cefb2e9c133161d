"""`schemactl demo`: the bundled order events in; each step of their evolution, judged, and a registry of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.options import common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.examples import EvolutionStep
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy
    from schemactl.report.answer import Answer
    from schemactl.report.style import Style


@click.command(
    help="Compiles the events of an order system, in Protobuf and in Avro, and checks what could become of "
    "them next: good steps pass, bad ones are refused with their place, a proof and the fix. "
    "Then an embedded registry is made, takes them, refuses a bad step and takes a good one. "
    "Fails if a step is answered otherwise than its step.toml expects."
)
@common
def command() -> int:
    import sys
    from time import perf_counter

    from schemactl import examples
    from schemactl.cli.demo_registry import story
    from schemactl.cli.options import options
    from schemactl.cli.output import emit, style

    start = perf_counter()
    paint = style(options(), sys.stdout)
    today = examples.today()
    emit("\n".join(_compiled(today, paint)) + "\n")
    surprises = 0
    steps = examples.steps()
    for step in steps:
        answer = _judge(today, step)
        wrong = list(_otherwise(step, answer))
        surprises += bool(wrong)
        lines = ("", *_told(step, answer, paint), *(paint("bad", line) for line in wrong), "")
        emit("\n".join(lines))
    registry = list(story(steps, paint))
    surprises = surprises or not all(expected for _, expected in registry)
    emit("\n" + "".join(f"{line}\n" for line, _ in registry))
    emit(f"\n{_summary(steps, surprises, paint)} · {perf_counter() - start:.2f} s\n")
    return 1 if surprises else 0


def _policy() -> Policy:
    """What a team that dispatches on its events would ask: new readers and new handlers, old events."""
    from schemactl.model.effect import Surface
    from schemactl.model.verdict import Policy

    return Policy(surfaces=frozenset({Surface.WIRE, Surface.DISPATCH}))


def _compiled(today: Source, paint: Style) -> Iterator[str]:
    from schemactl.examples import MODULES
    from schemactl.pipeline import compile_all
    from schemactl.report.words import counted

    for schema in compile_all(today, MODULES.values()):
        folder, files, types = MODULES[schema.format].name, len(schema.files), len(schema.types)
        what = f"{counted(files, 'file')}, {counted(types, 'type')}"
        yield f"{paint('strong', f'{folder}/')} compiles: {what}"


def _judge(today: Source, step: EvolutionStep) -> Answer:
    from dataclasses import replace
    from time import perf_counter

    from schemactl.pipeline import check
    from schemactl.report.answer import Answer, Round

    start = perf_counter()
    policy = _policy()
    new = replace(step.new, label="working tree")  # places read as they would in a project of one's own
    verdicts = tuple(check(today, new, (step.module,), policy))
    one = Round(old=today, new=new, verdicts=verdicts)
    schemas = sum(path.startswith(f"{step.module.name}/") for path in step.new.digests)
    return Answer(rounds=(one,), policy=policy, schemas=schemas, seconds=perf_counter() - start)


def _told(step: EvolutionStep, answer: Answer, paint: Style) -> Iterator[str]:
    """A step's title and story; accepted, the rollout; refused, the report without its header."""
    from schemactl.report.rollout import rollout
    from schemactl.report.text import render

    accepted = paint("good", "accepted") if answer.compatible else paint("bad", "refused")
    yield f"{paint('strong', f'{step.format}/{step.name}')}  {step.title}: {accepted}"
    yield f"   {step.story}"
    if answer.compatible:
        yield f"   rollout: {rollout(answer.verdicts).advice}"
    else:
        yield render(answer, paint).partition("\n\n")[2].rstrip("\n")


def _otherwise(step: EvolutionStep, answer: Answer) -> Iterator[str]:
    """What is not as the step expects it."""
    from schemactl.report.rollout import rollout

    said = "compatible" if answer.compatible else "break"
    if said != step.expected:
        yield f"   expected {step.expected}, found {said}"
    found = [finding for verdict in answer.verdicts for finding in verdict.findings]
    asked = [
        item for item in found if any(effect.surface in answer.policy.surfaces for effect in item.effects)
    ]
    rules = tuple(sorted({finding.rule.id for finding in asked}))
    if rules != step.rules:
        yield f"   expected {', '.join(step.rules) or 'no rule'}; found {', '.join(rules) or 'none'}"
    advice = rollout(answer.verdicts)
    if advice != step.rollout:
        yield f"   expected rollout {step.rollout}, found {advice}"
    for finding in answer.breaks:
        if not (finding.rule.fix and finding.witnesses):
            yield f"   {finding.rule.id} has no proof or no fix"


def _summary(steps: tuple[EvolutionStep, ...], surprises: int, paint: Style) -> str:
    good = sum(step.expected == "compatible" for step in steps)
    if surprises:
        return paint("bad", f"{surprises} of {len(steps)} steps were answered otherwise than expected")
    return paint("good", f"{good} steps accepted, {len(steps) - good} refused, all as expected")

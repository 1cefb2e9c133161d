"""`schemactl check`: the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.duration import Duration
from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.readers.catalog import NAMES as READERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from schemactl.cli.project import Project
    from schemactl.model.verdict import Policy
    from schemactl.model.waiver import Waiver
    from schemactl.profiles.profile import Profile
    from schemactl.report.answer import Answer

COMPATIBILITIES = (
    "NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE",
)  # fmt: skip
SURFACES = ("wire", "json", "source", "dispatch")


@click.command(
    help="Looks at the schema files under PATH, or at all that the configuration or git knows. "
    "A TRANSITIVE compatibility is asked of every version that --against names, any other of the newest."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--against",
    multiple=True,
    metavar="REF",
    help="The old version, repeatable: auto, git:REV[:PATH], git:REV..REV, git:tags:PATTERN, index, dir:PATH, "
    "image:FILE, lock, or registry[:NAME], embedded[:FILE] or http(s)://…, each with @latest, @all or @N.",
)
@click.option(
    "--compatibility",
    type=click.Choice(COMPATIBILITIES, case_sensitive=False),
    help="Who must read whose events.",
)
@click.option(
    "--surface",
    "surfaces",
    type=click.Choice(SURFACES),
    multiple=True,
    help="Where an effect fails the check. Repeatable.",
)
@click.option(
    "--reader",
    "readers",
    type=click.Choice(READERS),
    multiple=True,
    help="In whose reader an effect counts. Repeatable.",
)
@click.option("--staged", is_flag=True, help="Look at what is staged, for a commit hook.")
@click.option("--offline", is_flag=True, help="Use no network; what was pulled from a registry is a lock.")
@click.option(
    "--trust",
    type=click.Choice(("self", "registry", "both")),
    default="both",
    show_default=True,
    help="Whose no refuses a subject, where a registry is asked.",
)
@click.option("--max-age", type=Duration(), metavar="SPAN", help="Refuse a lock that is older, such as 7d.")
@click.option("--strict-waivers", is_flag=True, help="Fail if a waiver is there that no finding has.")
@click.option("--no-waivers", is_flag=True, help="Let no waiver count.")
@format_option("text", "json", "github")
@click.option(
    "--registry-profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="Also predict what a registry will answer, such as confluent@8. Repeatable; never decides the check.",
)
@click.option(
    "--prove",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Try to refute each compatible verdict with random events for so long.",
)
@click.option("--no-witness", is_flag=True, help="Do not prove breaks with bytes.")
@common
def command(
    paths: tuple[str, ...], against: tuple[str, ...], compatibility: str | None, surfaces: tuple[str, ...],
    readers: tuple[str, ...], targets: tuple[Target, ...], profiles: tuple[str, ...],
    trust: str, max_age: timedelta | None, *, staged: bool, offline: bool, prove: float | None,
    no_witness: bool, no_waivers: bool, strict_waivers: bool,
) -> int:  # fmt: skip
    if staged and not against and not _anything_staged(targets):
        return 0
    import gc
    from dataclasses import replace
    from time import perf_counter

    from schemactl.cli.formats import one_stream
    from schemactl.cli.project import open_project

    start = perf_counter()
    gc.disable()  # what is compiled lives until the answer is printed: looking for garbage costs a tenth of the run
    one_stream(targets)
    project = _read_by(readers, open_project())
    waivers = () if no_waivers else project.waivers()
    policy = _policy(project, compatibility, surfaces, waivers)
    asked = _profiles(project, profiles)
    from schemactl.cli.asking import Asking
    from schemactl.model.standing import Trust
    from schemactl.pipeline import Proofs
    from schemactl.report.waivers import idle

    proofs = Proofs(witnesses=not no_witness, refuting=prove or 0.0)
    asking = Asking(
        project=project, policy=policy, proofs=proofs, paths=paths, compatibility=compatibility,
        staged=staged, offline=offline, trust=Trust(trust), max_age=max_age,
    )  # fmt: skip
    answer = asking.answer(against, start=start)
    answer = replace(answer, profiles=asked, waivers=waivers)
    _report(answer, targets)
    idle_waivers = strict_waivers and idle(answer)
    return 0 if answer.compatible and not idle_waivers else 1


def _anything_staged(targets: Sequence[Target]) -> bool:
    """The hook's first question, before anything heavy is imported."""
    from schemactl.cli.options import options
    from schemactl.sources.staged import nothing_staged

    config = options().config
    return any(target.format != "text" for target in targets) or not nothing_staged(
        ".", [config] if config else []
    )


def _read_by(names: Sequence[str], project: Project) -> Project:
    """The project, whose readers are those of the command line if it names any, in every module and subject."""
    if not names:
        return project
    from dataclasses import replace

    from schemactl.readers.catalog import reader

    said = project.configuration
    policy = replace(said.policy, readers=tuple(map(reader, dict.fromkeys(names))))
    modules = tuple(replace(module, readers=()) for module in said.modules)
    overrides = tuple(replace(each, readers=()) for each in said.overrides)
    said = replace(said, policy=policy, modules=modules, overrides=overrides)
    return replace(project, configuration=said)


def _policy(
    project: Project, compatibility: str | None, surfaces: Sequence[str], waivers: Sequence[Waiver]
) -> Policy:
    from dataclasses import replace

    from schemactl.model.compatibility import Compatibility
    from schemactl.model.effect import Surface

    policy = replace(project.configuration.policy, waivers={each.id: each for each in waivers})
    if compatibility:
        policy = replace(policy, compatibility=Compatibility(compatibility))
    return replace(policy, surfaces=frozenset(map(Surface, surfaces))) if surfaces else policy


def _profiles(project: Project, names: Sequence[str]) -> tuple[Profile, ...]:
    """The registries to predict, each once."""
    if not (wanted := names or project.configuration.registry_profiles):
        return ()
    from schemactl.profiles.catalog import by_name

    return tuple(by_name(name) for name in dict.fromkeys(wanted))


def _report(answer: Answer, targets: Sequence[Target]) -> None:
    from schemactl.cli.options import options
    from schemactl.report import github, json, text

    for target in targets:
        if target.format == "text":
            target.write(text.render(answer, target.style, detail=options().verbosity))
        elif target.format == "json":
            target.write(json.render(answer))
        else:
            target.write(github.render(answer))
            _job_summary(github.summary(answer))


def _job_summary(markdown: str) -> None:
    """Add to the page of the job, where GitHub names one."""
    import os
    from pathlib import Path

    from schemactl.cli.output import say

    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(markdown)
        except OSError as error:
            say(f"schemactl: the job summary cannot be written: {error}")

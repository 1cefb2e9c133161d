"""`schemactl check`: the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.readers.catalog import NAMES as READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.cli.project import Project
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy
    from schemactl.pipeline import Proofs
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
    help="The old version, repeatable: auto, git:REV[:PATH], git:REV..REV, git:tags:PATTERN, index, dir:PATH "
    "or image:FILE.",
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
@click.option("--offline", is_flag=True, help="Use no network. Nothing that is compared today needs one.")
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
    readers: tuple[str, ...], targets: tuple[Target, ...], profiles: tuple[str, ...], *, staged: bool, offline: bool,
    prove: float | None,
    no_witness: bool,
) -> int:  # fmt: skip
    del offline
    if staged and not against and not _anything_staged(targets):
        return 0
    import gc
    from time import perf_counter

    from schemactl.cli.formats import one_stream
    from schemactl.cli.project import open_project

    start = perf_counter()
    gc.disable()  # what is compiled lives until the answer is printed: looking for garbage costs a tenth of the run
    one_stream(targets)
    project = _read_by(readers, open_project())
    policy = _policy(project, compatibility, surfaces)
    asked = _profiles(project, profiles)
    chains, new = _sources(project, against, policy, staged=staged)
    from schemactl.pipeline import Proofs

    proofs = Proofs(witnesses=not no_witness, refuting=prove or 0.0)
    answer = _answer(project, chains, new, paths, policy, proofs, asked, start=start)
    _report(answer, targets)
    return 0 if answer.compatible else 1


def _anything_staged(targets: Sequence[Target]) -> bool:
    """The hook's first question, before anything heavy is imported."""
    from schemactl.cli.options import options
    from schemactl.sources.staged import nothing_staged

    config = options().config
    return any(target.format != "text" for target in targets) or not nothing_staged(
        ".", [config] if config else []
    )


def _read_by(names: Sequence[str], project: Project) -> Project:
    """The project, whose readers are those of the command line if it names any, in every module."""
    if not names:
        return project
    from dataclasses import replace

    from schemactl.readers.catalog import reader

    said = project.configuration
    policy = replace(said.policy, readers=tuple(map(reader, dict.fromkeys(names))))
    modules = tuple(replace(module, readers=()) for module in said.modules)
    return replace(project, configuration=replace(said, policy=policy, modules=modules))


def _policy(project: Project, compatibility: str | None, surfaces: Sequence[str]) -> Policy:
    from dataclasses import replace

    from schemactl.model.compatibility import Compatibility
    from schemactl.model.effect import Surface

    policy = project.configuration.policy
    if compatibility:
        policy = replace(policy, compatibility=Compatibility(compatibility))
    return replace(policy, surfaces=frozenset(map(Surface, surfaces))) if surfaces else policy


def _profiles(project: Project, names: Sequence[str]) -> tuple[Profile, ...]:
    """The registries to predict, each once."""
    if not (wanted := names or project.configuration.registry_profiles):
        return ()
    from schemactl.profiles.catalog import by_name

    return tuple(by_name(name) for name in dict.fromkeys(wanted))


def _sources(
    project: Project, against: Sequence[str], policy: Policy, *, staged: bool
) -> tuple[list[list[Source]], Source]:
    """The old versions to compare with, as chains from the newest to the oldest, and the new one."""
    from schemactl.sources.resolve import current, open_source, open_sources

    folder = str(project.folder)
    chains: list[list[Source]] = []
    for spec in [project.spec(typed) for typed in against] or project.configuration.against:
        if staged and spec == "auto":
            chains.append([_head(folder)])
        else:
            found = open_sources(spec, folder)
            chains.append(found if policy.compatibility.transitive else found[:1])
    return chains, open_source("index", folder) if staged else current(folder)


def _head(folder: str) -> Source:
    """What a commit in the making changes: only that is the committer's to answer for now."""
    from schemactl.sources.auto import staged_baseline
    from schemactl.sources.git import Repository

    return staged_baseline(Repository(folder))


def _answer(
    project: Project, chains: list[list[Source]], new: Source, paths: Sequence[str], policy: Policy,
    proofs: Proofs, profiles: tuple[Profile, ...], *, start: float,
) -> Answer:  # fmt: skip
    from time import perf_counter

    from schemactl.cli.look import compare, count, modules_of
    from schemactl.report.answer import Answer

    modules = modules_of(project, paths, (*(old for chain in chains for old in chain), new))
    rounds = tuple(one for chain in chains for one in compare(chain, new, modules, policy, proofs))
    return Answer(
        rounds=rounds, policy=policy, schemas=count(modules, new), seconds=perf_counter() - start,
        configuration=project.configuration_path, profiles=profiles,
    )  # fmt: skip


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

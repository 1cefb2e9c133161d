"""`schemactl generate`: schemas in; message code, dispatch and handlers of each language out, or how they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.cli.project import Project
    from schemactl.codegen.drift import Drift
    from schemactl.model.dispatch import Target as Wanted
    from schemactl.model.source import Source

PAUSE = 0.5
"""Seconds between two looks at the schemas."""


@click.command(
    help="Writes what [generate.LANG] in the configuration asks for, of each LANG, or of all. Generated files are "
    "overwritten; a handlers file is created once and yours from then on: what it lacks is told. "
    "--check writes nothing, shows the difference, and fails if there is one."
)
@click.argument("languages", nargs=-1, metavar="[LANG]...")
@click.option("--check", is_flag=True, help="Only say whether the files are what the schemas make of them.")
@click.option("--watch", is_flag=True, help="Generate again whenever a schema changes, until interrupted.")
@format_option("text", "json")
@common
def command(languages: tuple[str, ...], targets: tuple[Target, ...], *, check: bool, watch: bool) -> int:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.project import open_project
    from schemactl.errors import UsageError
    from schemactl.sources.resolve import current

    one_stream(targets)
    if check and watch:
        raise UsageError("--check looks once, and --watch again and again", fix="choose one of them")
    if watch:
        _watch(languages, targets)
    project = open_project()
    drifts = _generate(project, current(str(project.folder)), languages, check=check)
    _report(drifts, targets, check=check)
    return 1 if check and any(each.drifted for each in drifts) else 0


def _generate(project: Project, source: Source, languages: Sequence[str], *, check: bool) -> list[Drift]:
    from schemactl.cli.look import modules_of
    from schemactl.codegen.write import write
    from schemactl.errors import CompileError
    from schemactl.generation import generate
    from schemactl.report.places import placed
    from schemactl.sources.cache import Cache

    configuration = project.configuration
    chosen = _chosen(project, languages)
    modules = modules_of(project, (), [source])
    try:
        drifts = generate(source, modules, configuration.choices, chosen, project.folder, Cache.default())
    except CompileError as error:
        raise placed(error) from error
    if not check:
        write((step for each in drifts for step in each.steps), project.folder)
    return drifts


def _chosen(project: Project, languages: Sequence[str]) -> list[Wanted]:
    """The targets asked for; a language that the configuration does not have is a mistake, not nothing to do."""
    from schemactl.codegen.catalog import NAMES
    from schemactl.errors import ConfigError, UsageError, meant
    from schemactl.model.location import Location

    configured = {target.language: target for target in project.configuration.targets}
    for language in languages:
        if language not in NAMES:
            raise UsageError(f"{language} is no language that is generated", fix=meant(language, NAMES))
    missing = [language for language in languages or ("python",) if language not in configured]
    if missing and (languages or not configured):
        where = project.configuration_path
        raise ConfigError(
            f"nothing says where {missing[0]} goes",
            fix=f'add to {where or "schemactl.toml"}: [generate.{missing[0]}] out = "src/events"',
            location=Location(where) if where else None,
        )
    return [configured[language] for language in languages or configured]


def _watch(languages: Sequence[str], targets: Sequence[Target]) -> NoReturn:
    """Until somebody interrupts: what is wrong is told, and may be right the next time."""
    import sys
    from time import sleep

    from schemactl.cli.options import options
    from schemactl.cli.output import say, style
    from schemactl.cli.project import open_project
    from schemactl.errors import SchemactlError
    from schemactl.report import error as told
    from schemactl.sources.resolve import current

    seen = None
    while True:
        try:
            project = open_project()
            source = current(str(project.folder))
            now = (source.digests, project.configuration.said)
            if now != seen:
                seen = now
                _report(_generate(project, source, languages, check=False), targets, check=False)
        except SchemactlError as error:
            say(told.render(error, style(options(), sys.stderr)))
        sleep(PAUSE)


def _report(drifts: Sequence[Drift], targets: Sequence[Target], *, check: bool) -> None:
    from schemactl.cli.options import options
    from schemactl.report import generate

    for target in targets:
        if target.format == "json":
            target.write(generate.json(drifts, check=check))
        else:
            target.write(generate.text(drifts, target.style, check=check, detail=options().verbosity))

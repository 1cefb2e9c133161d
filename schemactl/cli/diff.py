"""`schemactl diff`: two versions in, every change and what it does out; no judgement."""

from __future__ import annotations

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common


@click.command(help="OLD and NEW are named as --against names versions; a path is a folder or a schema file.")
@click.argument("old")
@click.argument("new")
@format_option("text", "json")
@common
def command(old: str, new: str, targets: tuple[Target, ...]) -> None:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.look import compare, modules_of
    from schemactl.cli.project import open_project
    from schemactl.model.compatibility import Compatibility
    from schemactl.model.verdict import Policy
    from schemactl.pipeline import NO_PROOFS
    from schemactl.report import changes
    from schemactl.report.answer import Answer
    from schemactl.sources.resolve import open_source

    one_stream(targets)
    project = open_project()
    before, after = (open_source(project.spec(spec), str(project.folder)) for spec in (old, new))
    modules = modules_of(project, (), [before, after])
    policy = Policy(compatibility=Compatibility.NONE)
    rounds = compare([before], after, modules, policy, NO_PROOFS)
    answer = Answer(rounds=rounds, policy=policy, configuration=project.configuration_path)
    for target in targets:
        target.write(changes.as_text(answer) if target.format == "text" else changes.as_json(answer))

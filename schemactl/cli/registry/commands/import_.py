"""`schemactl registry import`: an exported file in; a registry that has it all out."""

from __future__ import annotations

from pathlib import Path

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(
    help="Uses mode IMPORT for the subjects that it writes, and sets their mode afterwards. What is there already is "
    "left as it is, so that a run that was broken off can be repeated. FILE - is standard input."
)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@registry_option
@common
def command(file: str, spec: str, *, dry_run: bool) -> None:
    import sys

    from schemactl.cli.looking import read_lock
    from schemactl.cli.output import emit
    from schemactl.cli.progress import Progress
    from schemactl.cli.registries import opened
    from schemactl.registry.snapshot.put import put, transfer
    from schemactl.registry.snapshot.text import load
    from schemactl.report.words import counted

    stream = file == "-"
    snapshot = load(sys.stdin.buffer.read(), "standard input") if stream else read_lock(Path(file), file)
    with opened(spec, create=not dry_run) as registry:
        work = transfer(snapshot, registry)
        if not dry_run:
            with Progress(len(work.missing)) as progress:
                put(work, registry, progress.step)
        verb = "would get" if dry_run else "has got"
        missing, dying = counted(len(work.missing), "version"), counted(len(work.dying), "deletion")
        emit(f"{registry.label} {verb} {missing} and {dying}, of {counted(len(snapshot.held), 'subject')}\n")
        if snapshot.settings and not work.settings:
            emit("what holds for all subjects is left as it is: there were subjects already\n")

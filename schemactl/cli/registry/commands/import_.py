"""`schemactl registry import`: an exported file in; a registry that has it all out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option

if TYPE_CHECKING:
    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.registry.snapshot.snapshot import Snapshot


@click.command(
    help="Uses mode IMPORT for the subjects that it writes, and sets their mode afterwards. What is there already is "
    "left as it is, so that a run that was broken off can be repeated. A registry that gives an id of its own "
    "ends it at that version. FILE - is standard input."
)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--new-ids",
    is_flag=True,
    help="Let the registry choose ids and numbers, and tell which became which. Events hold the id of their schema: "
    "those that are written already cannot be read with the new ones.",
)
@registry_option
@common
def command(file: str, spec: str, *, dry_run: bool, new_ids: bool) -> None:
    import sys

    from schemactl.cli.looking import read_lock
    from schemactl.cli.registries import opened
    from schemactl.errors import UsageError
    from schemactl.registry.snapshot.text import load

    if dry_run and new_ids:
        raise UsageError("--dry-run cannot tell --new-ids", fix="the registry chooses them as it registers")
    stream = file == "-"
    snapshot = load(sys.stdin.buffer.read(), "standard input") if stream else read_lock(Path(file), file)
    with opened(spec, create=not dry_run) as registry:
        if new_ids:
            _put_anew(snapshot, registry)
        else:
            _put(snapshot, registry, dry_run=dry_run)


def _put(snapshot: Snapshot, registry: Registry, *, dry_run: bool) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.progress import Progress
    from schemactl.registry.snapshot.put import put, transfer
    from schemactl.report.words import counted

    work = transfer(snapshot, registry)
    if not dry_run:
        with Progress(len(work.missing)) as progress:
            put(work, registry, progress.step)
    verb = "would get" if dry_run else "has got"
    missing, dying = counted(len(work.missing), "version"), counted(len(work.dying), "deletion")
    emit(f"{registry.label} {verb} {missing} and {dying}, of {counted(len(snapshot.held), 'subject')}\n")
    if snapshot.settings and not work.settings:
        emit("what holds for all subjects is left as it is: there were subjects already\n")


def _put_anew(snapshot: Snapshot, registry: Registry) -> None:
    from schemactl.cli.output import emit, say
    from schemactl.cli.progress import Progress
    from schemactl.registry.snapshot.anew import put_anew
    from schemactl.report.words import counted

    with Progress(sum(len(held.versions) for held in snapshot.held.values())) as progress:
        moved = put_anew(snapshot, registry, progress.step)
    for old, new in moved:
        emit(f"{_named(old)} is {_named(new)}\n")
    other = len({old.schema_id for old, new in moved if old.schema_id != new.schema_id})
    if other:
        say(
            f"{counted(other, 'id')} changed: events that hold the old ones cannot be read with {registry.label}"
        )


def _named(version: Version) -> str:
    return f"{version.subject}@{version.number}, id {version.schema_id}"

"""`schemactl registry pull`: a registry and a project in; a lock with all that is deployed of it out."""

from __future__ import annotations

from pathlib import Path

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(
    help="The lock is meant to be committed: `check --against lock` compares with it. Without SUBJECT it has the "
    "subjects of this project; either way also what they refer to."
)
@click.argument("subjects", nargs=-1, metavar="[SUBJECT]...")
@click.option("-o", "--output", metavar="FILE", help="Another file than schemactl.lock.")
@registry_option
@common
def command(subjects: tuple[str, ...], output: str | None, spec: str) -> None:
    from schemactl.cli.looking import LOCK
    from schemactl.cli.project import open_project
    from schemactl.cli.registry.planning import look
    from schemactl.cli.registry.snapshots import written

    wanted = subjects or [each.subject for each in look().candidates()]
    written(spec, wanted, Path(output) if output else open_project().folder / LOCK)

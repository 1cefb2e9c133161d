"""`schemactl registry export`: a registry in; a file with everything that it holds out."""

from __future__ import annotations

from pathlib import Path

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(
    help="Subjects in every context (or those named, and what they refer to), with deleted versions, ids, "
    "configurations and modes. `registry import` reads the file."
)
@click.argument("subjects", nargs=-1, metavar="[SUBJECT]...")
@click.option("-o", "--output", metavar="FILE", required=True, help="The file; - is standard output.")
@registry_option
@common
def command(subjects: tuple[str, ...], output: str, spec: str) -> None:
    from schemactl.cli.registry.snapshots import written

    written(spec, subjects or None, None if output == "-" else Path(output))

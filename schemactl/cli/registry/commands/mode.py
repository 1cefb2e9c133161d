"""`schemactl registry mode`: a subject in; whether it may be written, or any may, out; or that changed."""

from __future__ import annotations

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option

MODES = ("READWRITE", "READONLY", "IMPORT", "FORWARD")


@click.command(help="Without SUBJECT it is about what holds for all.")
@click.argument("subject", default="")
@click.option(
    "--set", "word", type=click.Choice(MODES, case_sensitive=False), help="Hold to this from now on."
)
@click.option("--delete", is_flag=True, help="Say nothing here, so that what holds for all does.")
@click.option("--force", is_flag=True, help="IMPORT also where there are versions already.")
@registry_option
@common
def command(subject: str, word: str | None, spec: str, *, delete: bool, force: bool) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.registries import opened
    from schemactl.errors import UsageError
    from schemactl.model.subject import Mode

    if word and delete:
        raise UsageError("--set and --delete are two things", fix="say one of them")
    with opened(spec) as registry:
        own = registry.mode(subject)
        if word:
            own = registry.set_mode(Mode(word), subject, force=force)
        elif delete and own:
            registry.delete_mode(subject)
            own = None
        origin = "said here" if own else "as for all"
        emit(f"{subject or 'all subjects'}: {registry.mode(subject, effective=True)} ({origin})\n")

"""`schemactl registry config`: a subject in; what is asked of it, or of all, out; or that changed."""

from __future__ import annotations

from dataclasses import replace

import click

from schemactl.cli.check import COMPATIBILITIES
from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(help="Without SUBJECT it is about what holds for all.")
@click.argument("subject", default="")
@click.option(
    "--set", "word", type=click.Choice(COMPATIBILITIES, case_sensitive=False), help="Ask this from now on."
)
@click.option("--delete", is_flag=True, help="Say nothing here, so that what holds for all does.")
@registry_option
@common
def command(subject: str, word: str | None, spec: str, *, delete: bool) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.registries import opened
    from schemactl.errors import UsageError
    from schemactl.model.compatibility import Compatibility
    from schemactl.model.subject import SubjectConfig

    if word and delete:
        raise UsageError("--set and --delete are two things", fix="say one of them")
    with opened(spec) as registry:
        own = registry.config(subject)
        if word:
            own = replace(own or SubjectConfig(), compatibility=Compatibility(word))
            registry.set_config(own, subject)
        elif delete and own:
            registry.delete_config(subject)
            own = None
        holds = registry.config(subject, effective=True) or SubjectConfig()
        origin = "said here" if own and own.compatibility else "as for all"
        emit(f"{subject or 'all subjects'}: {holds.compatibility} ({origin})\n")

"""`schemactl registry ping`: a registry in; whether it answers, and what holds there, out."""

from __future__ import annotations

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command
@registry_option
@common
def command(spec: str) -> None:
    from time import perf_counter

    from schemactl.cli.output import emit
    from schemactl.cli.registries import opened
    from schemactl.model.subject import SubjectConfig
    from schemactl.report.words import counted

    start = perf_counter()
    with opened(spec) as registry:
        number = len(registry.subjects())
        config, mode = registry.config(effective=True) or SubjectConfig(), registry.mode(effective=True)
        emit(
            f"{registry.label} answers: {counted(number, 'subject')}, {config.compatibility}, {mode}"
            f" · {perf_counter() - start:.2f} s\n"
        )

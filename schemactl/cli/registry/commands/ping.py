"""`schemactl registry ping`: a registry in; whether it answers, and what holds there, out."""

from __future__ import annotations

import click

from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command
@registry_option
@common
def command(spec: str) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.registries import opened
    from schemactl.registry.ping import ping
    from schemactl.report.words import counted

    with opened(spec) as registry:
        seen = ping(registry)
        number = len(registry.subjects())
    server = f" ({' '.join(filter(None, (seen.server, seen.version)))})" if seen.server else ""
    held = ", ".join(str(word) for word in (seen.compatibility, seen.mode) if word)
    emit(
        f"{registry.label} answers{server}: {counted(number, 'subject')}, {held} · {seen.seconds:.3f} s an answer\n"
    )

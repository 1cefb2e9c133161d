"""`schemactl registry plan`: a registry and a project in; what push would do out, and nothing changed."""

from __future__ import annotations

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(help="Fails (exit 1) if push would be refused.")
@format_option("text", "json")
@registry_option
@common
def command(targets: tuple[Target, ...], spec: str) -> int:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.registries import opened
    from schemactl.cli.registry.planning import look, planned
    from schemactl.cli.registry.telling import tell_plan

    one_stream(targets)
    looking = look()
    with opened(spec, project=looking.project) as registry:
        plan = planned(looking, registry, forcing=False).plan
    tell_plan(plan, targets)
    return 1 if plan.refused else 0

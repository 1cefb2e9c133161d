"""`schemactl registry push`: a registry and a project in; the registry with what is new or changed out."""

from __future__ import annotations

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option


@click.command(
    help="Everything is checked before anything is registered, and what others refer to goes first. If it fails on "
    "the way, what was done is said and stays; pushing again goes on from there."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--with-compatibility", "lowered", type=click.Choice(("NONE",), case_sensitive=False),
    help="Register waived breaks past the registry's check: its compatibility is NONE for that moment.",
)  # fmt: skip
@click.option(
    "--i-understand", "understood", is_flag=True, help="That --with-compatibility lets readers break."
)
@format_option("text", "json")
@registry_option
@common
def command(
    targets: tuple[Target, ...], lowered: str | None, spec: str, *, dry_run: bool, understood: bool
) -> int:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.registries import opened
    from schemactl.cli.registry.planning import carried_out, look, planned
    from schemactl.cli.registry.telling import Telling, tell_plan
    from schemactl.errors import UsageError

    one_stream(targets)
    if bool(lowered) != understood:
        raise UsageError(
            "--with-compatibility NONE and --i-understand go together",
            fix="say both: what is registered so is checked by nobody but us, and its break must be waived",
        )
    looking = look()
    with opened(spec, create=not dry_run, project=looking.project) as registry:
        work = planned(looking, registry, forcing=bool(lowered))
        if work.plan.refused or dry_run:
            tell_plan(work.plan, targets)
            return 1 if work.plan.refused else 0
        with Telling(targets) as telling:
            carried_out(work, registry, telling.note)
    return 0

"""`schemactl waivers list` and `prune`: what is waived, and the file without what is over, out."""

from __future__ import annotations

import click

from schemactl.cli.options import common


@click.group
@common
def command() -> None:
    pass


@command.command(
    "list", help="Print each waiver with its state: active, expiring, expired, spent or unknown."
)
@click.option("--against", multiple=True, metavar="REF", help="The old version, as `check` takes it.")
@common
def list_(against: tuple[str, ...]) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.waiving import checked
    from schemactl.report.waivers import states, told

    for waiver, state in states(checked(against)):
        emit(f"{told(waiver, state)}\n")


@command.command(help="Remove waivers that are expired, and those that no finding has.")
@click.option("--against", multiple=True, metavar="REF", help="The old version, as `check` takes it.")
@common
def prune(against: tuple[str, ...]) -> None:
    from schemactl.cli.output import emit
    from schemactl.cli.waiving import prune as pruned

    for line in pruned(against):
        emit(f"{line}\n")

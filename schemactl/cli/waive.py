"""`schemactl waive`: fingerprints of breaks and a reason in; entries in the file of waivers out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemactl.cli.duration import Duration
from schemactl.cli.options import common

if TYPE_CHECKING:
    from datetime import timedelta


@click.command(
    help="FINGERPRINT is what `check` names a break by. The waiver holds for this very change alone: made again, or "
    "made otherwise, it is another one."
)
@click.argument("fingerprints", nargs=-1, metavar="[FINGERPRINT]...")
@click.option("--all", "every", is_flag=True, help="Every break that the check finds now.")
@click.option("--reason", required=True, help="Why it may break.")
@click.option("--owner", default="", help="Who answers for it.")
@click.option("--issue", default="", help="Where it is talked about.")
@click.option("--expires", type=Duration(), metavar="SPAN", help="When it ends, such as 30d (the default).")
@click.option("--against", multiple=True, metavar="REF", help="The old version, as `check` takes it.")
@common
def command(
    fingerprints: tuple[str, ...], reason: str, owner: str, issue: str, expires: timedelta | None,
    against: tuple[str, ...], *, every: bool,
) -> None:  # fmt: skip
    from schemactl.cli.output import emit
    from schemactl.cli.waiving import Entry, waive
    from schemactl.errors import UsageError

    if bool(fingerprints) == every:
        raise UsageError(
            "say which breaks, or --all", fix="schemactl check names each: waive  schemactl waive f-…"
        )
    entry = Entry(reason=reason, owner=owner, issue=issue, expires=expires)
    for line in waive(set(fingerprints), entry, against):
        emit(f"{line}\n")

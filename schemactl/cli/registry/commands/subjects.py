"""`schemactl registry subjects`: a registry in; its subjects with their versions out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from schemactl.cli.formats import Target, format_option
from schemactl.cli.options import common
from schemactl.cli.registry.options import registry_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.registry.protocol import Registry


@click.command
@click.argument("prefix", default="")
@click.option("--deleted", is_flag=True, help="Also subjects and versions that are deleted softly.")
@format_option("text", "json")
@registry_option
@common
def command(prefix: str, targets: tuple[Target, ...], spec: str, *, deleted: bool) -> None:
    from schemactl.cli.formats import one_stream
    from schemactl.cli.registries import opened
    from schemactl.report.json import dump

    one_stream(targets)
    with opened(spec) as registry:
        found = list(_found(registry, prefix, deleted=deleted))
    for target in targets:
        if target.format == "json":
            target.write(dump({"schema": "schemactl.subjects/1", "subjects": found}))
        else:
            target.write("".join(f"{_line(each)}\n" for each in found))


def _found(registry: Registry, prefix: str, *, deleted: bool) -> Iterator[dict[str, Any]]:
    live = frozenset(registry.subjects(prefix))
    for subject in registry.subjects(prefix, deleted=deleted):
        alive = list(registry.versions(subject)) if subject in live else []
        every = registry.versions(subject, deleted=True) if deleted else alive
        gone = [number for number in every if number not in alive]
        yield {"subject": subject, "versions": alive, "deleted": gone}


def _line(found: dict[str, Any]) -> str:
    numbers = ", ".join(map(str, found["versions"])) or "none"
    gone = ", ".join(map(str, found["deleted"]))
    return f"{found['subject']}  {numbers}" + (f"  (deleted: {gone})" if gone else "")

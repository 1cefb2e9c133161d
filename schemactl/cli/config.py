"""`schemactl config show` and `config schema`: the effective configuration, or its JSON Schema, out."""

from __future__ import annotations

import click

from schemactl.cli.options import common


@click.group
@common
def command() -> None:
    pass


@command.command(help="Print every effective value.")
@click.option("--origin", is_flag=True, help="Also print where each value came from.")
@common
def show(*, origin: bool) -> None:
    import json

    from schemactl.cli.output import emit
    from schemactl.cli.project import open_project
    from schemactl.config.origins import values

    for key, value, came_from in values(open_project().configuration):
        line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
        emit(f"{line:<60}  # {came_from}\n" if origin else f"{line}\n")


@command.command(help="Print the JSON Schema of schemactl.toml.")
@common
def schema() -> None:
    from schemactl.cli.output import emit
    from schemactl.config.settings import json_schema
    from schemactl.report.json import dump

    emit(dump(json_schema()))

"""`schemactl compile`: schemas in; a descriptor set (Protobuf) or canonical types (Avro) out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemactl.cli.options import common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemactl.model.schema import Schema

ENDINGS = {"protobuf": ".binpb", "avro": ".avsc", "jsonschema": ".schema.json"}


@click.command(
    help="Compiles the schema files under PATH (- reads one from standard input), or all. "
    "Without -o it only says whether they compile."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-o", "--output", metavar="OUT",
    help="A file; - for standard output; a folder gets one file for each module and format.",
)  # fmt: skip
@common
def command(paths: tuple[str, ...], output: str | None) -> None:
    from schemactl.cli.look import count, modules_of
    from schemactl.cli.output import emit
    from schemactl.cli.project import open_project
    from schemactl.errors import CompileError
    from schemactl.pipeline import compile_all
    from schemactl.report.places import placed
    from schemactl.report.words import counted
    from schemactl.sources.cache import Cache
    from schemactl.sources.resolve import current, open_source

    project = open_project()
    folder = str(project.folder)
    source = open_source("-", folder) if paths == ("-",) else current(folder)
    modules = modules_of(project, () if paths == ("-",) else paths, [source])
    number = count(modules, source)
    try:
        made = [
            (module.name, schema)
            for module in modules
            for schema in compile_all(source, [module], cache=Cache.default())
        ]
    except CompileError as error:
        raise placed(error) from error
    if output is None:
        emit(f"{counted(number, 'schema file')} compile{'s' if number == 1 else ''}\n")
    else:
        _write(made, output)


def _write(made: Sequence[tuple[str, Schema]], output: str) -> None:
    from schemactl.cli.output import emit_bytes, write_whole
    from schemactl.errors import UsageError

    if Path(output).is_dir() or output.endswith("/"):
        folder = Path(output)
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in made:
            write_whole(folder / f"{name}{ENDINGS[schema.format]}", schema.image)
    elif len(made) > 1:
        names = ", ".join(f"{name} ({schema.format})" for name, schema in made)
        fix = "name a folder (-o out/), or limit what is compiled (PATH)"
        raise UsageError(f"{output} is one file, and there are {len(made)} results: {names}", fix=fix)
    elif output == "-":
        emit_bytes(made[0][1].image)
    else:
        write_whole(Path(output), made[0][1].image)

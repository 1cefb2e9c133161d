"""`schemactl init`: a folder with schemas in; a schemactl.toml, and what a hook or CI needs, out."""

from __future__ import annotations

from pathlib import Path

import click

from schemactl.cli.options import common


@click.command(help="Shows what it writes. A file that exists is never touched.")
@click.option("--pre-commit", is_flag=True, help="Also write .pre-commit-config.yaml.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Also write a CI job.")
@common
def command(*, pre_commit: bool, ci: str | None) -> None:
    from schemactl.cli import templates
    from schemactl.cli.look import modules_of
    from schemactl.cli.output import emit, write_whole
    from schemactl.cli.project import Project
    from schemactl.config.configuration import Configuration
    from schemactl.sources.resolve import current

    here = Path.cwd()
    source = current(str(here))
    modules_of(Project(folder=here, configuration=Configuration()), (), [source])
    wanted = {"schemactl.toml": templates.configuration(source)}
    if pre_commit:
        wanted[".pre-commit-config.yaml"] = templates.PRE_COMMIT
    if ci is not None:
        path, text = templates.CI[ci]
        wanted[path] = text
    _refuse_existing(here, wanted)
    for path, text in wanted.items():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(here / path, text.encode())
        emit(f"wrote {path}\n\n{text}\n")


def _refuse_existing(folder: Path, wanted: dict[str, str]) -> None:
    """Look at all files before the first is written, so that nothing is done by half."""
    from schemactl.errors import UsageError

    for path, text in wanted.items():
        if (folder / path).exists() or (folder / path).is_symlink():
            raise UsageError(
                f"{path} exists, and nothing was written",
                fix=f"remove it, or add to it by hand what schemactl would write: {text}",
            )

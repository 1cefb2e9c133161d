"""The common options in; the project that a command works on out: its folder, configuration and modules."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import lexists, relpath
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.cli.options import options
from schemactl.config.load import load
from schemactl.errors import LookError

if TYPE_CHECKING:
    from schemactl.config.configuration import Configuration
    from schemactl.model.waiver import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a command works on.

    folder: that of the configuration which was found upwards, else the working folder: all paths in reports,
    globs and roots are relative to it.
    """

    folder: Path
    configuration: Configuration

    @property
    def configuration_path(self) -> str:
        """The configuration as a path in the folder, "" if there is none."""
        path = self.configuration.path
        return relpath(path, self.folder) if path else ""

    def path(self, typed: str) -> str:
        """A path of the command line, seen from the project's folder, with `/`."""
        return Path(relpath(Path(typed).absolute(), self.folder)).as_posix()

    def spec(self, typed: str) -> str:
        """What --against was given on the command line, with paths seen from the project's folder."""
        scheme, _, rest = typed.partition(":")
        if scheme in {"dir", "image", "lock", "embedded"} and rest and rest != "-":
            return f"{scheme}:{self.path(rest)}"
        return typed

    def waivers(self) -> tuple[Waiver, ...]:
        """What is waived today. Raises ConfigError if a waiver is not what the team asks of one."""
        terms = self.configuration.terms
        file = self.folder / terms.file
        if not lexists(file):
            return ()
        from datetime import UTC, datetime

        from schemactl.config.waivers import read_waivers

        return read_waivers(file, relpath(file), terms, datetime.now(UTC).date())


def open_project() -> Project:
    """The project around the working folder, as --config and -C have it."""
    asked = options().config
    here = _here()
    configuration = load(here, Path(asked) if asked else None)
    if asked or configuration.path is None:
        return Project(folder=here, configuration=configuration)
    return Project(folder=configuration.path.parent, configuration=configuration)


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise LookError("the working folder is gone", fix="change to a folder that exists") from None

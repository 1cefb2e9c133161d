"""A folder, or a file's path, in; the configuration that holds there out. Reading one is left to `read`."""

from __future__ import annotations

from os.path import lexists, relpath
from typing import TYPE_CHECKING

from schemactl.config.configuration import Configuration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "schemactl.toml"
PYPROJECT = "pyproject.toml"


def load(folder: Path, explicit: Path | None = None) -> Configuration:
    """Read `explicit`, or the nearest configuration from `folder` upwards, or nothing.

    Raises ConfigError, with the place, for a file that cannot be read or that says what is not known.
    """
    for path, shown in ((explicit, str(explicit)),) if explicit is not None else _candidates(folder):
        # where there is no file, the libraries that read one are not loaded
        from schemactl.config.read import read  # noqa: PLC0415

        configuration = read(path, shown, needed=path is explicit or path.name == FILE)
        if configuration is not None:
            return configuration
    return Configuration()


def _candidates(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files upwards that may hold a configuration, nearest first, schemactl.toml before pyproject.toml."""
    for parent in (folder, *folder.parents):
        own, common = parent / FILE, parent / PYPROJECT
        if lexists(own):
            yield own, relpath(own, folder)
        if common.is_file() and _mentions(common):
            yield common, relpath(common, folder)


def _mentions(path: Path) -> bool:
    """Whether a file may be about schemactl: most pyproject.toml are not, and need not be parsed."""
    try:
        return b"schemactl" in path.read_bytes()
    except OSError:
        return True  # who reads it tells why that fails

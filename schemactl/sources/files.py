"""A folder or a file in, a Source out; digests are git's blob ids, computed here."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from schemactl.errors import LookError
from schemactl.formats.format import EXTENSIONS, NAMED
from schemactl.model.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = tuple(ending for table in (EXTENSIONS, NAMED) for endings in table.values() for ending in endings)
"""The ends of names that any format reads, or may."""

_SKIPPED = {
    "node_modules",
    "site-packages",
    "venv",
    "__pycache__",
}  # and what is hidden: installed, not written here


def folder(path: str, *, label: str = "", detail: str = "", prefix: str = "") -> Source:
    """Every schema file under a folder, or the one file that `path` names.

    Hidden and package folders are passed over, and folders behind symbolic links too (so nothing can loop).
    Raises LookError if something is missing or cannot be read.
    """
    if os.path.isdir(path):
        paths = sorted(_walk(path))
    elif path.endswith(ENDINGS):
        path, name = os.path.split(path)
        paths, prefix = [name], prefix.rpartition("/")[0]
    elif os.path.lexists(path):
        raise LookError(f"{path} is no schema file", fix=f"schema files end in {' or '.join(ENDINGS)}")
    else:
        raise LookError(f"{path} does not exist", fix="name a folder that is there")
    digests = {name: blob_id(read(path, name)) for name in paths}

    def fetch(names: Iterable[str]) -> dict[str, bytes]:
        return {name: read(path, name) for name in names}

    return Source(
        label=label or f"dir:{path}",
        digests=digests,
        fetch=fetch,
        detail=detail,
        prefix=prefix and f"{prefix}/",
    )


def read(folder: str, name: str) -> bytes:
    """A file's bytes. Raises LookError, with the file's name, if they are not to be had."""
    path = name if folder == "." else os.path.join(folder, name)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # reading a pipe would wait for ever
            raise LookError(f"{path} is not a regular file", fix="exclude it, or put a file in its place")
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise LookError(
            f"{path} is gone, or links to nothing", fix="run again when nothing rewrites it"
        ) from None
    except OSError as error:
        raise LookError(
            f"{path} cannot be read: {error.strerror}", fix="make it readable, or exclude it"
        ) from error


def blob_id(data: bytes, *, wide: bool = False) -> str:
    """What git calls this content; wide: in a repository whose ids are SHA-256."""
    from hashlib import sha1, sha256  # noqa: PLC0415 (2 ms, and often nothing is to be hashed)

    content = b"blob %d\0" % len(data) + data
    return sha256(content).hexdigest() if wide else sha1(content, usedforsecurity=False).hexdigest()


def _walk(top: str) -> Iterator[str]:
    waiting = [""]
    while waiting:
        below = waiting.pop()
        where = os.path.join(top, below)
        try:
            with os.scandir(where) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                            waiting.append(f"{below}{entry.name}/")
                    elif entry.name.endswith(ENDINGS) and not os.path.isdir(entry.path):
                        yield below + entry.name
        except OSError as error:
            raise LookError(
                f"{where} cannot be read: {error.strerror}", fix="make it readable, or exclude it"
            ) from error

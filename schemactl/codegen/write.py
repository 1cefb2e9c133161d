"""Differences in; all of them written, or none."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemactl.codegen.drift import Step


def write(steps: Iterable[Step], root: Path) -> None:
    """Make the files below `root` what the steps say. Raises UsageError, and then everything is as it was.

    Each file is written beside its place first, and only then do all change places, one by one.
    """
    todo = [step for step in steps if step.before != step.after]
    staged: list[tuple[Path, Step]] = []
    made: list[Path] = []
    done: list[Step] = []
    step = None
    try:
        for step in todo:
            if step.after is not None:
                made += _folders((root / step.path).parent)
                staged.append((_beside(root / step.path, step.after), step))
        for temporary, step in staged:
            temporary.replace(root / step.path)
            done.append(step)
        for step in todo:
            if step.after is None:
                (root / step.path).unlink()
                done.append(step)
                _prune((root / step.path).parent, root)
    except BaseException as error:
        _undo(done, staged, made, root)
        if isinstance(error, OSError) and step is not None:
            raise UsageError(
                f"cannot be written: {error.strerror}; nothing was changed", location=Location(step.path),
                fix="choose a folder that you may write, or make room",
            ) from error  # fmt: skip
        raise


def _folders(folder: Path) -> list[Path]:
    """Make a folder and those around it; which ones were not there, the outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
    return missing[::-1]


def _beside(path: Path, data: bytes) -> Path:
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _prune(folder: Path, root: Path) -> None:
    """Remove folders that became empty."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _undo(
    done: Iterable[Step], staged: Iterable[tuple[Path, Step]], made: Sequence[Path], root: Path
) -> None:
    """Put back what was there; what cannot be put back stays as it is."""
    for temporary, _ in staged:
        temporary.unlink(missing_ok=True)
    for step in done:
        path = root / step.path
        with suppress(OSError):
            if step.before is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(step.before)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()

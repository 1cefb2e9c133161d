"""Text and bytes in; standard output, standard error or a whole file out, never half of one."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from schemactl.errors import UsageError

if TYPE_CHECKING:
    from schemactl.cli.options import Options
    from schemactl.report.style import Style


def emit(text: str) -> None:
    """Print a result. A reader who has gone away changes nothing: the exit code still tells the answer."""
    _write(sys.stdout, text)


def emit_bytes(data: bytes) -> None:
    """Print a result that is not text."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        hush(sys.stdout)


def say(text: str) -> None:
    """Print something about the work, not its result."""
    _write(sys.stderr, text + "\n")


def style(options: Options, stream: TextIO) -> Style:
    """The colours that a stream gets."""
    from schemactl.report.style import colour, plain

    if options.color != "auto":
        return colour if options.color == "always" else plain
    if os.environ.get("NO_COLOR"):
        return plain
    return colour if os.environ.get("FORCE_COLOR") or stream.isatty() else plain


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it, so that nobody ever sees half of it."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise UsageError(message, fix="name a file in a folder that exists and can be written") from error


def rewrite(path: Path, data: bytes) -> None:
    """Replace what is in a file that is there: its mode stays, and what a link leads to is what changes."""
    path = path.resolve()
    mode = path.stat().st_mode
    write_whole(path, data)
    path.chmod(mode & 0o7777)


def hush(stream: TextIO) -> None:
    """Send the rest of a stream nowhere, so that closing it at exit says nothing either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # the process was started without it
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        hush(stream)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

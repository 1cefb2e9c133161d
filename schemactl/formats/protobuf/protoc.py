"""Texts in; the FileDescriptorSet that the real protoc makes of them out, or every problem it has."""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from grpc_tools.grpc_version import VERSION

from schemactl.errors import CompileError, Problem
from schemactl.formats.protobuf.import_names import clashing, importable
from schemactl.formats.protobuf.links import links
from schemactl.formats.protobuf.positions import column
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from schemactl.model.source import Batch, Text

__all__ = ["VERSION", "descriptor_set", "run"]

LIMIT = 8 * 2**20
"""The largest file, in bytes, that is handed to protoc: it needs about a hundred times that in memory."""
MEMORY = "/dev/shm"  # noqa: S108 (TemporaryDirectory makes a private folder in it)
"""Where Linux lends memory as a file system."""
ROUNDS = 50
"""protoc stops at the first file that fails: so often it is asked again without those that did."""


def descriptor_set(batch: Batch) -> bytes:
    """Compile a batch's entries with all that they import, positions included. Raises CompileError."""
    _check_texts(batch)
    with tempfile.TemporaryDirectory(prefix="schemactl-", dir=_roomy(batch)) as folder:
        root = Path(folder, "in")
        for parent in {root / name: None for name in map(posixpath.dirname, batch.texts)}:
            parent.mkdir(parents=True, exist_ok=True)
        for name, text in batch.texts.items():
            (root / name).write_bytes(text.data)
        complaints = _compile(folder, batch.entries)
        if complaints:
            raise CompileError(_problems(folder, batch, complaints), label=batch.label)
        return Path(folder, "out").read_bytes()


def _roomy(batch: Batch) -> str | None:
    """Memory, where the system lends it as a folder with room for texts and result; None: the usual place.

    On a disk, 8,000 files cost as much to write and remove as they cost protoc to compile.
    """
    need = 4 * sum(len(text.data) for text in batch.texts.values())
    try:
        room = os.statvfs(MEMORY)
    except (OSError, AttributeError):  # there is none; Windows does not even ask
        return None
    return MEMORY if room.f_bavail * room.f_frsize > need and os.access(MEMORY, os.W_OK) else None


def _check_texts(batch: Batch) -> None:
    problems = [problem for text in batch.texts.values() for problem in _text_problems(text)]
    if name := clashing(batch.texts):
        fix = "import it by another name"
        problems.append(
            Problem(Location(batch.texts[name].path), f"{name} is a file and a folder of others", fix)
        )
    if problems:
        raise CompileError(problems, label=batch.label)


def _text_problems(text: Text) -> Iterator[Problem]:
    if not importable(text.name):
        message = f"{ascii(text.name)[:200]} is no name of an import"
        yield Problem(Location(text.path), message, "name it by a relative path, as the import does")
        return
    if len(text.data) > LIMIT:
        size = f"{len(text.data) / 2**20:.1f} MiB"
        yield Problem(
            Location(text.path), f"the file has {size}; the limit is {LIMIT // 2**20} MiB", "split it"
        )
        return
    try:
        text.data.decode()
    except UnicodeDecodeError as error:
        before = text.data[: error.start]
        line = before.count(b"\n") + 1
        here = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        place = Location(text.path, line, here, line, here + 1)
        yield Problem(
            place, f"byte 0x{text.data[error.start]:02x} is not valid UTF-8", "save the file as UTF-8"
        )


def _compile(folder: str, entries: Sequence[str]) -> str:
    """Compile what lies in a folder; protoc's complaints, or "" if all is well.

    Entries are given by their whole paths: a name that begins with `-` or `@` would be an option.
    """
    from grpc_tools import protoc  # noqa: PLC0415  (8 MB of C++: only when it is needed)

    include = os.path.join(os.path.dirname(protoc.__file__), "_proto")  # noqa: PTH118, PTH120
    arguments = [
        f"-I{folder}/in", f"-I{include}", "--include_imports", "--include_source_info", f"-o{folder}/out",
        *(f"{folder}/in/{entry}" for entry in entries),
    ]  # fmt: skip
    return run(folder, arguments)


def run(folder: str, arguments: Sequence[str]) -> str:
    """Run protoc in this process, with a folder for its words; its complaints, or "" if all is well."""
    from grpc_tools import _protoc_compiler  # noqa: PLC0415

    with _captured_stderr(folder) as complaints:
        status = _protoc_compiler.run_main([argument.encode() for argument in ("protoc", *arguments)])
    said = complaints[0].decode("utf-8", "replace")
    return (said or f"protoc failed with status {status}") if status else ""


_STDERR = Lock()
"""Held by the thread that has taken file descriptor 2, which all threads share, for its compiler."""


@contextmanager
def _captured_stderr(folder: str) -> Iterator[list[bytes]]:
    """What C++ code writes to file descriptor 2, which Python's sys.stderr does not see."""
    said: list[bytes] = [b""]
    with _STDERR:
        kept = os.dup(2)
        try:
            with Path(folder, "stderr").open("w+b") as file:
                os.dup2(file.fileno(), 2)
                yield said
                file.seek(0)
                said[0] = file.read()
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _problems(folder: str, batch: Batch, complaints: str) -> list[Problem]:
    """All problems: protoc is asked again without the files that failed and those that need them."""
    needs = {name: links(text.data).needs for name, text in batch.texts.items()}
    problems: dict[Problem, None] = {}
    entries = list(batch.entries)
    for _ in range(ROUNDS):
        found = list(_parse(folder, batch.texts, complaints))
        problems.update((problem, None) for _, problem in found if problem)
        failed = {name for name, _ in found}
        entries = [entry for entry in entries if not failed & _closure(entry, needs)] if failed else []
        complaints = _compile(folder, entries) if entries else ""
        if not complaints:
            break
    if not problems:
        place = Location(next(iter(batch.texts.values())).path)
        return [Problem(place, line) for line in complaints.splitlines() if line] or [
            Problem(place, "protoc failed")
        ]
    return sorted(_causes(problems), key=lambda problem: problem.location)


_TWICE = re.compile(r'^"(?P<name>[\w.]+)" is already defined in file ')


def _causes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Without the echoes of a name that two files define: its members, and the references to it."""
    problems = list(problems)
    twice = {match["name"] for problem in problems if (match := _TWICE.match(problem.message))}
    for problem in problems:
        match = _TWICE.match(problem.message)
        is_member = match and match["name"].rpartition(".")[0] in twice
        is_reference = "seems to be defined in" in problem.message and problem.message.split('"')[1] in twice
        if not is_member and not is_reference:
            yield problem


def _closure(name: str, needs: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    todo = [name]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += needs.get(here, ())
    return seen


_PLACED = re.compile(r"^(?P<name>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)$")
_IMPORT = re.compile(r'^Import "(?P<name>.*)" was not found or had errors\.$')


def _parse(folder: str, texts: Mapping[str, Text], complaints: str) -> Iterator[tuple[str, Problem | None]]:
    """Protoc's lines, as (the file that failed, its problem or None where another file's problem is the cause)."""
    missing = any("was not found or had errors" in line for line in complaints.splitlines())
    for line in complaints.splitlines():
        match = _PLACED.match(line.removeprefix(f"{folder}/in/"))
        if match is None or match["message"].startswith("warning: ") or match["name"] not in texts:
            continue
        text = texts[match["name"]]
        lines = text.data.splitlines()
        number = int(match["line"])
        raw = lines[number - 1] if number <= len(lines) else b""
        here = column(raw, int(match["column"]) - 1)
        place = Location(text.path, number, here, number, here + 1)
        yield match["name"], _problem(place, match["message"], texts, after_missing=missing)


def _problem(
    place: Location, message: str, texts: Mapping[str, Text], *, after_missing: bool
) -> Problem | None:
    """A problem in our words where protoc's leave the user alone; None if another problem is its cause."""
    wanted = _IMPORT.match(message)
    if wanted and wanted["name"] in texts:
        return None
    if wanted:
        return Problem(
            place,
            f'import "{wanted["name"]}" is not found',
            "add the file, or name the folder that the import is relative to as a root of the module",
        )
    if after_missing and message.endswith("is not defined."):
        return None
    return Problem(place, message.removesuffix("."))

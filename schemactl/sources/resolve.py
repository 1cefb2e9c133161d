"""What the user typed after --against in, the Sources it names out: the one table of prefixes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.sources.git import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.schema import FormatName
    from schemactl.model.source import Source


def open_source(spec: str, folder: str = ".") -> Source:
    """The one source that `spec` names. Raises UsageError if it names several, or is not understood."""
    sources = open_sources(spec, folder)
    if len(sources) != 1:
        raise UsageError(f"{spec} names {len(sources)} versions where one is needed", fix="name one: git:REV")
    return sources[0]


def open_sources(spec: str, folder: str = ".") -> list[Source]:
    """What `spec` names, newest first; several for `git:REV..REV` and `git:tags:PATTERN`.

    `folder` is the working folder. A path without a prefix means `dir:PATH`. Raises UsageError if the prefix
    is unknown or of a registry, LookError if it cannot be read.
    """
    prefix, colon, rest = spec.partition(":")
    if spec == "-":
        return [stream(sys.stdin.buffer.read())]
    if prefix.partition("@")[0] in _SUBJECTS:
        fix = f"only check compares with it; sources of files are {_NAMES}"
        raise UsageError(f"{spec} has subjects, not files", fix=fix)
    if prefix in _PREFIXES and (colon or prefix in _ALONE):
        if bool(rest) == (prefix in _ALONE):
            raise UsageError(f"{spec} is incomplete or has too much", fix=f"there are {_NAMES}")
        return _PREFIXES[prefix](rest, folder)
    if os.path.lexists(os.path.join(folder, spec)):
        return _dir(spec, folder)
    raise UsageError(f"{spec} is neither a path that exists nor a source", fix=f"sources are {_NAMES}")


def current(folder: str = ".") -> Source:
    """The files as they are now: git's view of the working tree, or the folder if there is no git."""
    from schemactl.sources import trees  # noqa: PLC0415

    if _in_git(folder):
        return trees.working_tree(Repository(folder))
    from schemactl.sources import files  # noqa: PLC0415

    return files.folder(folder, label="working tree")


def stream(data: bytes, form: FormatName | None = None) -> Source:
    """One schema's text, as from stdin. What looks like JSON is Avro unless `form` says otherwise."""
    from schemactl.formats.format import EXTENSIONS  # noqa: PLC0415
    from schemactl.model.source import Source  # noqa: PLC0415
    from schemactl.sources.files import blob_id  # noqa: PLC0415

    name = (
        "stdin" + EXTENSIONS[form or ("avro" if data.lstrip()[:1] in (b"{", b"[", b'"') else "protobuf")][0]
    )
    return Source(
        label="stdin", digests={name: blob_id(data)}, fetch=lambda paths: dict.fromkeys(paths, data)
    )


def _in_git(folder: str) -> bool:
    path = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(path, ".git")):
        if path == (path := os.path.dirname(path)):
            return "GIT_DIR" in os.environ
    return True


def _auto(_: str, folder: str) -> list[Source]:
    from schemactl.sources.auto import baseline  # noqa: PLC0415

    return [baseline(Repository(folder))]


def _git(text: str, folder: str) -> list[Source]:
    from schemactl.sources.history import history, is_history  # noqa: PLC0415
    from schemactl.sources.trees import tree  # noqa: PLC0415

    if is_history(text):
        return history(Repository(folder), text)
    revision, _, path = text.partition(":")
    return [tree(Repository(folder), revision, path)]


def _index(_: str, folder: str) -> list[Source]:
    from schemactl.sources.trees import index  # noqa: PLC0415

    return [index(Repository(folder))]


def _dir(path: str, folder: str) -> list[Source]:
    from schemactl.sources import files  # noqa: PLC0415

    return [
        files.folder(_within(folder, path), label=f"dir:{path}", prefix=path.removeprefix("./").rstrip("/"))
    ]


def _image(path: str, folder: str) -> list[Source]:
    from schemactl.sources.image import image  # noqa: PLC0415

    return [image(_within(folder, path), path)]


def _within(folder: str, path: str) -> str:
    return path if folder == "." else os.path.join(folder, path)


_PREFIXES: dict[str, Callable[[str, str], list[Source]]] = {
    "auto": _auto,
    "index": _index,
    "git": _git,
    "dir": _dir,
    "image": _image,
}
_ALONE = ("auto", "index")
_SUBJECTS = ("lock", "registry", "embedded", "http", "https")
_NAMES = "auto, index, git:REV[:PATH], git:REV..REV, git:tags:PATTERN, dir:PATH and image:FILE"

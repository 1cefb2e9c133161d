"""A repository in, Sources out: the tree of a commit, the index, and the working tree."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from schemactl.errors import GitError
from schemactl.model.source import Source
from schemactl.sources.files import ENDINGS, blob_id, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.sources.git import Repository

GLOBS = tuple(f"*{ending}" for ending in ENDINGS)
_LINK, _SUBMODULE = "120000", "160000"  # modes
_WIDE = 64  # characters of an id in a repository that uses SHA-256
_EMPTY = (
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)


def tree(repository: Repository, revision: str, path: str = "", *, detail: str = "") -> Source:
    """The files of a commit; with a path those below it (or that one file), named as seen from there.

    Raises GitError if there is no such revision, or nothing at the path.
    """
    commit = repository.commit(revision)
    return tree_of(
        repository, commit, path, detail=detail or ("" if commit.startswith(revision) else revision)
    )


def tree_of(repository: Repository, commit: str, path: str = "", *, detail: str = "") -> Source:
    """The same, of a commit whose id is known."""
    path = posixpath.normpath(path) if path else ""
    listing = repository.output("ls-tree", "-r", "-z", commit, *([path] if path else ()))
    if path and not listing:
        raise GitError(
            f"{detail or commit[:7]} has no {path}", fix="paths are relative to the working folder"
        )
    entries = _entries(listing, kind="blob")
    prefix = _prefix(path, entries)
    digests = {name.removeprefix(prefix): one for name, one in _resolved(repository, entries).items()}
    return Source(
        label=f"git:{commit[:7]}",
        digests=digests,
        fetch=_Blobs(repository, digests),
        detail=detail,
        prefix=prefix,
    )


def nothing(detail: str) -> Source:
    """A source without files, to compare the first version with."""
    return Source(label="nothing", digests={}, fetch=lambda _: {}, detail=detail)


def index(repository: Repository) -> Source:
    """What would be committed. Respects GIT_INDEX_FILE, which `git commit --only` sets.

    Raises GitError if files are unmerged.
    """
    entries = dict(_staged(repository.output("ls-files", "-s", "-z", "--", *GLOBS)))
    if not entries:
        repository.require_working_tree()  # a bare repository has an index too, and it is empty
    if any(one in _EMPTY for _, one in entries.values()):
        for path in _paths(
            repository.output("diff-files", "--name-only", "--diff-filter=A", "--relative", "-z")
        ):
            entries.pop(path, None)  # git add --intent-to-add: announced, not staged
    digests = _resolved(repository, entries)
    return Source(label="index", digests=digests, fetch=_Blobs(repository, digests), detail="what is staged")


def working_tree(repository: Repository) -> Source:
    """The files as they are now, tracked or not, without ignored ones; only what changed is hashed."""
    listing, changes, others = repository.outputs(
        ("ls-files", "-s", "-z", "--", *GLOBS),
        ("diff-files", "--name-status", "-z", "--relative", "--", *GLOBS),
        ("ls-files", "-o", "-z", "--exclude-standard", "--", *GLOBS),
    )
    digests = _resolved(repository, dict(_staged(listing, unmerged=True)))
    touched = set(_paths(others))
    statuses = iter(_paths(changes))
    for status, path in zip(statuses, statuses, strict=True):
        digests.pop(path, None)
        if status != "D":
            touched.add(path)
    unchanged = dict(digests)
    folder, wide = repository.folder, any(len(one) == _WIDE for one in digests.values())
    digests |= {
        path: blob_id(read(folder, path), wide=wide) for path in sorted(touched) if path.endswith(ENDINGS)
    }

    def fetch(paths: Iterable[str]) -> dict[str, bytes]:
        wanted = list(paths)
        # A sparse checkout has files in the index that are not on the disk.
        absent = [
            path for path in wanted if path in unchanged and not os.path.lexists(os.path.join(folder, path))
        ]
        found = _Blobs(repository, unchanged)(absent)
        return {path: found[path] if path in found else read(folder, path) for path in wanted}

    return Source(label="working tree", digests=digests, fetch=fetch)


class _Blobs:
    """Reads paths by the ids that a listing gave."""

    def __init__(self, repository: Repository, ids: dict[str, str]) -> None:
        self._repository = repository
        self._ids = ids

    def __call__(self, paths: Iterable[str]) -> dict[str, bytes]:
        wanted = list(paths)
        contents = self._repository.blobs(self._ids[path] for path in wanted)
        return {path: contents[self._ids[path]] for path in wanted}


def _paths(output: bytes) -> list[str]:
    return os.fsdecode(output).split("\0")[:-1]


def _entries(listing: bytes, *, kind: str) -> dict[str, tuple[str, str]]:
    """Mode and id by path, of `mode kind id TAB path` lines."""
    entries = {}
    for line in _paths(listing):
        if line.endswith(ENDINGS):
            mode, what, rest = line.split(" ", 2)
            if what == kind:
                one, _, path = rest.partition("\t")
                entries[path] = (mode, one)
    return entries


def _staged(listing: bytes, *, unmerged: bool = False) -> Iterator[tuple[str, tuple[str, str]]]:
    """Mode and id by path, of `mode id stage TAB path` lines; unmerged: these are left to whoever asks."""
    for line in _paths(listing):
        mode, one, rest = line.split(" ", 2)
        if rest[0] == "0":
            yield rest[2:], (mode, one)
        elif not unmerged:
            raise GitError(f"{rest[2:]} is unmerged", fix="resolve the conflict, then git add it")


def _prefix(path: str, entries: dict[str, tuple[str, str]]) -> str:
    folder = posixpath.dirname(path) if path in entries else path
    return f"{folder}/" if folder not in ("", ".") else ""


def _resolved(repository: Repository, entries: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Ids by path. A symbolic link has its target's, if that is a file of the listing, else it is no file."""
    links = {path: one for path, (mode, one) in entries.items() if mode == _LINK}
    ids = {path: one for path, (mode, one) in entries.items() if mode not in (_LINK, _SUBMODULE)}
    targets = repository.blobs(links.values())
    for path, one in links.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(targets[one])))
        if target in entries and target not in links:
            ids[path] = entries[target][1]
    return ids

"""A folder in a git repository in, what git says about it out: plumbing only, and nothing in .git changes."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NoReturn

from schemactl.errors import GitError, LookError, ToolError

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is not refreshed
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # its refusals are recognised by their words
}


class Running:
    """A git program that has been started, so that several can work side by side."""

    def __init__(self, folder: str, args: tuple[str, ...], *, feed: bool = False) -> None:
        self._folder = folder
        self._args = args
        try:
            self._process = subprocess.Popen(
                ("git", *args),
                cwd=folder,
                env=_environment(),
                stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError:
            if not os.path.isdir(folder):
                raise LookError(f"{folder} does not exist", fix="name a folder that is there") from None
            raise ToolError(
                "git is not installed, or not on PATH", fix="install git, or compare folders: dir:PATH"
            ) from None
        except OSError as error:
            raise ToolError(
                f"git cannot be run in {folder}: {error.strerror}", fix="make the folder accessible"
            ) from error

    def wait(self, feed: bytes | None = None) -> Running:
        """Until it has ended."""
        self._output, self._complaint = self._process.communicate(feed)
        return self

    def answer(self) -> bytes | None:
        """The output; None if git answers no. Raises GitError if it could not look."""
        if self._process.returncode not in (0, 1):
            _refuse(self._folder, self._args, self._complaint.decode(errors="replace").strip())
        return self._output if self._process.returncode == 0 else None


class Repository:
    """The repository that `folder` is in; every path is relative to `folder`."""

    def __init__(self, folder: str = ".") -> None:
        self.folder = folder

    def outputs(self, *commands: tuple[str, ...]) -> list[bytes]:
        """What these commands print, run side by side."""
        running = [Running(self.folder, args) for args in commands]
        return [one.answer() or b"" for one in [one.wait() for one in running]]

    def output(self, *args: str) -> bytes:
        return self.outputs(args)[0]

    def ask(self, *args: str) -> str | None:
        """What a command prints, as text; None if git answers no."""
        answer = Running(self.folder, args).wait().answer()
        return None if answer is None else os.fsdecode(answer).strip()

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names. Raises GitError if there is none."""
        found = self.find(revision)
        if found is None:
            self._unknown(revision)
        return found

    def find(self, revision: str) -> str | None:
        return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")

    def require_working_tree(self) -> None:
        """Raise GitError if the repository has no working tree."""
        self.output("rev-parse", "--show-toplevel")

    def merge_base(self, one: str, other: str) -> str | None:
        return self.ask("merge-base", one, other)

    def is_shallow(self) -> bool:
        return self.ask("rev-parse", "--is-shallow-repository") == "true"

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The contents by id, in one go."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        reader = Running(self.folder, ("cat-file", "--batch", "--buffer"), feed=True)
        output = reader.wait("\n".join([*wanted, ""]).encode()).answer() or b""
        found: dict[str, bytes] = {}
        start = 0
        for one in wanted:
            end = output.index(b"\n", start)
            kind, _, size = output[start:end].rpartition(b" ")
            if not kind.endswith(b"blob"):
                raise GitError(
                    f"the repository has no object {one}", fix="look what `git fsck` says about this clone"
                )
            start = end + 2 + int(size)
            found[one] = output[end + 1 : start - 1]
        return found

    def _unknown(self, revision: str) -> NoReturn:
        if self.is_shallow():
            raise GitError(
                f"{revision} is not in this shallow clone",
                fix="deepen it (git fetch --unshallow), or fetch that commit (git fetch --depth=1 origin ID)",
            )
        if self.find("HEAD") is None:
            raise GitError(f"there is no {revision}: nothing has been committed yet", fix="commit first")
        raise GitError(f"git does not know the revision {revision}", fix=self._similar(revision))

    def _similar(self, revision: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 (only for a mistake)

        names = (
            self.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
            or ""
        )
        close = get_close_matches(revision, names.splitlines(), n=3)
        return (
            f"did you mean {' or '.join(close)}?"
            if close
            else "git branch --all and git tag list what there is"
        )


def _environment() -> dict[str, str]:
    # `git --literal-pathspecs commit` (as Magit says it) tells hooks, in GIT_LITERAL_PATHSPECS, to match no globs.
    environment = {
        name: value for name, value in os.environ.items() if not name.endswith("_PATHSPECS")
    } | _QUIET
    if "GIT_INDEX_FILE" in environment and "GIT_WORK_TREE" not in environment:
        # In hooks of a linked worktree GIT_DIR is set, and then git takes any folder for the top of the tree.
        environment.pop("GIT_DIR", None)
    return environment


def _refuse(folder: str, args: tuple[str, ...], complaint: str) -> NoReturn:
    first, _, rest = complaint.removeprefix("fatal: ").partition("\n")
    where = "this folder" if folder == "." else folder
    if "not a git repository" in first:
        raise GitError(f"{where} is not in a git repository", fix="compare with a folder: --against dir:PATH")
    if "must be run in a work tree" in first:
        raise GitError(
            f"{where} has no working tree: the repository is bare", fix="name two revisions: git:REV"
        )
    if "promisor" in complaint or "not allowed" in complaint:
        raise GitError(
            "this partial clone lacks what is to be read", fix="get it: git fetch --refetch --no-filter"
        )
    raise GitError(f"git {args[0]}: {first}", fix=" ".join(rest.split()))

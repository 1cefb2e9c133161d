"""A repository and the environment in, what to compare with when nobody said out: a commit, and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schemactl.errors import BaselineError, GitError
from schemactl.sources.trees import nothing, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.source import Source
    from schemactl.sources.git import Repository

_BY_HAND = "say it: --against git:REV, or --against dir:PATH"
_TARGET_BRANCH = {
    "GITHUB_BASE_REF": "pull request",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "merge request",
    "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "pull request",
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "pull request",
    "CHANGE_TARGET": "pull request",
}
"""The variables of GitHub, GitLab, Buildkite, Azure Pipelines and Jenkins that name the target branch."""
_BASE_COMMIT = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "merge request", "CI_COMMIT_BEFORE_SHA": "push"}
"""GitLab's variables that name the commit itself."""


def baseline(repository: Repository, environ: Mapping[str, str] = os.environ) -> Source:
    """What a check compares with: what CI says → where HEAD left the default branch → the commit before HEAD.

    Raises BaselineError if none of these is there. So it is with a repository without a commit: a check that
    was asked for must look at something.
    """
    head = repository.find("HEAD")
    if head is None:
        raise BaselineError(
            "nothing has been committed yet, so there is nothing to compare with",
            fix=f"commit first, or {_BY_HAND}",
        )
    for commit, kind in _named_by_ci(environ):
        return _since(repository, commit, kind)
    for branch, kind in _branches_of_ci(environ):
        return _since(repository, _branch(repository, branch, kind), f"{kind} into {branch}")
    return _left(repository, head)


def staged_baseline(repository: Repository) -> Source:
    """What a commit in the making is compared with: HEAD, or nothing when it will be the first.

    The first commit is the one case in which comparing with nothing is right: nobody reads older events.
    """
    head = repository.find("HEAD")
    return tree_of(repository, head, detail="HEAD") if head else nothing("nothing to compare with yet")


def _named_by_ci(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    event = environ.get("GITHUB_EVENT_PATH", "")
    if event and os.path.isfile(event):
        yield from _named_by_event(event)
    for name, kind in _BASE_COMMIT.items():
        if environ.get(name, "").strip("0"):
            yield environ[name], f"{kind} base"


def _named_by_event(path: str) -> Iterator[tuple[str, str]]:
    import json  # noqa: PLC0415 (only in GitHub's CI)

    try:
        with open(path, "rb") as file:
            event = json.load(file)
        asked = (
            ("pull request", (event.get("pull_request") or {}).get("base", {}).get("sha")),
            ("merge group", (event.get("merge_group") or {}).get("base_sha")),
            ("push", event.get("before")),
        )
    except (OSError, ValueError, AttributeError):
        raise BaselineError(f"{path} (GITHUB_EVENT_PATH) is not an event of GitHub", fix=_BY_HAND) from None
    for kind, commit in asked:
        if isinstance(commit, str) and commit.strip("0"):  # a new branch has a base of zeros
            yield commit, f"{kind} base"


def _branches_of_ci(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, kind in _TARGET_BRANCH.items():
        if environ.get(name):
            yield environ[name].removeprefix("refs/heads/"), kind


def _branch(repository: Repository, name: str, kind: str) -> str:
    for revision in (f"refs/remotes/origin/{name}", f"refs/heads/{name}"):
        found = repository.find(revision)
        if found is not None:
            return found
    raise BaselineError(
        f"this clone does not have {name}, which the {kind} goes into",
        fix=f"fetch it: git fetch --depth=1 origin {name}:refs/remotes/origin/{name}",
    )


def _since(repository: Repository, commit: str, how: str) -> Source:
    """Where HEAD left that commit's line; in a shallow clone, where that is not to be seen, it itself."""
    try:
        found = repository.commit(commit)
    except GitError as error:
        raise BaselineError(
            f"{commit[:12]}, the {how}, is not in this clone",
            fix=f"fetch it: git fetch --no-tags --depth=1 origin {commit}",
        ) from error
    return tree_of(repository, repository.merge_base("HEAD", found) or found, detail=how)


def _left(repository: Repository, head: str) -> Source:
    """Where HEAD left the default branch; the commit before HEAD when it did not leave it."""
    branch = repository.ask("symbolic-ref", "--quiet", "--short", "HEAD") or ""
    upstream = branch and repository.ask("for-each-ref", "--format=%(upstream:short)", f"refs/heads/{branch}")
    for name in ("origin/HEAD", "origin/main", "origin/master", *filter(None, [upstream]), "main", "master"):
        other = None if name == branch else repository.find(name)
        if other is None:
            continue
        base = repository.merge_base(head, other)
        if base is None:
            raise BaselineError(f"HEAD and {name} have no common commit here", fix=_deepen(repository))
        if base != head or not _is_default(repository, branch, name):
            return tree_of(repository, base, detail=f"merge base of HEAD and {name}")
        break
    return _before(repository, head, branch)


def _is_default(repository: Repository, branch: str, name: str) -> bool:
    """Whether HEAD is on the branch that `name` stands for, as is a detached HEAD: CI checks that out."""
    if name == "origin/HEAD":
        name = repository.ask("rev-parse", "--abbrev-ref", name) or name
    return branch in ("", name.removeprefix("origin/"))


def _before(repository: Repository, head: str, branch: str) -> Source:
    where = f"HEAD is on {branch}" if branch else "HEAD is on no branch"
    found = repository.find("HEAD~")
    if found is not None:
        return tree_of(repository, found, detail=f"HEAD~, as {where}")
    if repository.is_shallow():
        raise BaselineError("the commit before HEAD is not in this shallow clone", fix=_deepen(repository))
    return tree_of(repository, head, detail="HEAD, the first commit")


def _deepen(repository: Repository) -> str:
    return "deepen this shallow clone: git fetch --deepen=50" if repository.is_shallow() else _BY_HAND

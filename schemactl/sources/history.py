"""A range of commits or a pattern of tags in, the Sources to compare with out, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import BaselineError
from schemactl.sources.trees import GLOBS, tree, tree_of

if TYPE_CHECKING:
    from schemactl.model.source import Source
    from schemactl.sources.git import Repository

TAGS = "tags:"
RANGE = ".."


def is_history(text: str) -> bool:
    """Whether what follows `git:` names several revisions."""
    return text.startswith(TAGS) or RANGE in text


def history(repository: Repository, text: str) -> list[Source]:
    """`REV..REV` (and each commit of its main line that touches a schema) or `tags:PATTERN`.

    Raises GitError if there is no such revision, BaselineError if no tag matches.
    """
    if text.startswith(TAGS):
        return _tags(repository, text.removeprefix(TAGS))
    first, _, last = text.partition(RANGE)
    start, end = repository.commit(first or "HEAD"), repository.commit(last.removeprefix(".") or "HEAD")
    later = repository.ask("rev-list", "--first-parent", end, f"^{start}", "--", *GLOBS) or ""
    return [tree_of(repository, one, detail=text) for one in [*later.split(), start]]


def _tags(repository: Repository, pattern: str) -> list[Source]:
    names = repository.ask(
        "for-each-ref", "--sort=-version:refname", "--format=%(refname:short)", f"refs/tags/{pattern}"
    )
    if not names:
        raise BaselineError(
            f"no tag matches {pattern}",
            fix="fetch the tags (git fetch --tags), or name a pattern that matches",
        )
    return [tree(repository, f"refs/tags/{name}", detail=name) for name in names.splitlines()]

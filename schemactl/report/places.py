"""A change in; the place to look at in each version out: never a file that does not exist."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from schemactl.errors import CompileError
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.change import Change
    from schemactl.report.answer import Answer, Round

HERE = {"", "working tree", "index"}
"""Labels of sources whose paths can be opened as they are."""


def file_of(change: Change, one: Round) -> str:
    """The schema file that a change belongs to, as both versions name it: where the element is, or was."""
    source = one.old if change.new is None else one.new
    return change.element.location.source.removeprefix(source.prefix)


def standing(change: Change) -> Location | None:
    """Where the element, or what held the removed one, stands in the new version; None if gone too."""
    if change.new is not None:
        return change.new.mark.locate(change.facet)
    return change.new_owner.location if change.new_owner is not None else None


def old_place(change: Change) -> Location | None:
    """Where the element, or what holds the added one now, stands in the old version."""
    if change.old is not None:
        return change.old.mark.locate(change.facet)
    return change.old_owner.location if change.old_owner is not None else None


def new_place(change: Change, one: Round, answer: Answer) -> Location | None:
    """The place to open in the new version; if nothing of the file is left, the configuration or a near file.

    None only if the new version has no schema file left and there is no configuration.
    """
    place = standing(change)
    if place is not None:
        return place
    gone = one.new.prefix + file_of(change, one)
    if gone in change.step.new.files:
        return change.step.new.files[gone]
    if answer.configuration:
        return Location(answer.configuration)
    nearest = _nearest(gone, (one.new.prefix + path for path in one.new.digests))
    return Location(nearest) if nearest else None


def labelled(label: str, path: str) -> str:
    """A path from the working folder with the version it is in."""
    return path if label in HERE or label.startswith("dir:") else f"{label}:{path}"


def placed(error: CompileError) -> CompileError:
    """The error with the version that does not compile in its places."""
    problems = [
        replace(
            problem, location=replace(problem.location, source=labelled(error.label, problem.location.source))
        )
        for problem in error.problems
    ]
    return CompileError(problems, label=error.label)


def _nearest(path: str, existing: Iterable[str]) -> str:
    """Of some paths the one that shares most parent folders with `path`."""
    parents = PurePosixPath(path).parts[:-1]

    def distance(other: str) -> tuple[int, str]:
        shared = 0
        for mine, theirs in zip(parents, PurePosixPath(other).parts, strict=False):
            if mine != theirs:
                break
            shared += 1
        return -shared, other

    return min(existing, key=distance, default="")

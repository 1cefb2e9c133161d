"""A change in; the place to look at in each version out: never a file that does not exist."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.change import Change
    from schemactl.report.answer import Answer, Round

WORKING_TREE = "working tree"
"""The label of the source whose paths can be opened as they are."""


def file_of(change: Change) -> str:
    """The schema file that a change belongs to: where the element is, or where it was."""
    return change.element.location.source


def new_place(change: Change, one: Round, answer: Answer) -> Location | None:
    """Where to look in the new version; a removed element's place is what held it.

    None only if the new version has no schema file left and there is no configuration.
    """
    if change.new is not None:
        return change.new.mark.locate(change.facet)
    if change.new_owner is not None:
        return change.new_owner.location
    gone = file_of(change)
    if gone in change.step.new.files:
        return change.step.new.files[gone]
    if answer.configuration:
        return Location(answer.configuration)
    nearest = _nearest(gone, one.new.digests)
    return Location(nearest) if nearest else None


def old_place(change: Change) -> Location | None:
    """Where to look in the old version; an added element's place is what held it there, if anything did."""
    if change.old is not None:
        return change.old.mark.locate(change.facet)
    return change.old_owner.location if change.old_owner is not None else None


def titled(label: str, path: str) -> str:
    """A path with the version it is in: `git:4f1c2d9:a.proto`, `old/a.proto`, or bare in the working tree."""
    if label in {"", WORKING_TREE}:
        return path
    scheme, _, rest = label.partition(":")
    return str(PurePosixPath(rest) / path) if scheme == "dir" else f"{label}:{path}"


def titled_place(label: str, place: Location) -> Location:
    """A place with the version it is in."""
    return replace(place, source=titled(label, place.source))


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

"""A change: a fact about two versions of a schema, with no judgement in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemactl.model.element import Element
    from schemactl.model.schema import Schema


class Verb(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REUSED = "reused"
    """What identifies it was given up by a version in between, and now identifies something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two versions of a schema, and which named type of the old is which of the new (renames included)."""

    old: Schema
    new: Schema
    names: dict[str, str] = field(default_factory=dict)
    """Old full name → new full name of every pair of named types."""

    @property
    def flipped(self) -> Step:
        return Step(old=self.new, new=self.old, names={new: old for old, new in self.names.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs.

    kind: the element's KIND; facet: which facet or key differs (only for `changed`).
    old, new: the element in each version; None where it is not.
    old_owner, new_owner: the element that holds it in each version, where that exists.
    via: the path of the link through which two differently named types came to be compared.
    lapsed: the label of a version in between that has no such element (only for `reused`).
    """

    verb: Verb
    kind: str
    facet: str = ""
    old: Element | None
    new: Element | None
    old_owner: Element | None = None
    new_owner: Element | None = None
    old_path: str | None = None
    new_path: str | None = None
    via: str = ""
    lapsed: str = ""
    step: Step = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """The path in the new version, or in the old one if it is gone."""
        return self.new_path or self.old_path or ""

    @property
    def element(self) -> Element:
        """The element in the new version, or in the old one if it is gone."""
        element = self.new or self.old
        assert element is not None, "a change is about something"  # noqa: S101
        return element

    @property
    def old_value(self) -> Any:
        return getattr(self.old, self.facet) if self.facet and self.old else None

    @property
    def new_value(self) -> Any:
        return getattr(self.new, self.facet) if self.facet and self.new else None

    def through(self, via: str) -> Change:
        """The same change, seen through the link at `via`."""
        return replace(self, via=self.via or via)

    @property
    def flipped(self) -> Change:
        """The same change as the undone step would show it."""
        undone = {Verb.ADDED: Verb.REMOVED, Verb.REMOVED: Verb.ADDED}
        return Change(
            verb=undone.get(self.verb, self.verb), kind=self.kind, facet=self.facet, via=self.via,
            lapsed=self.lapsed,
            old=self.new, new=self.old, old_owner=self.new_owner, new_owner=self.old_owner,
            old_path=self.new_path, new_path=self.old_path, step=self.step.flipped,
        )  # fmt: skip

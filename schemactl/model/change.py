"""A change: a fact about two versions of a schema, with no judgement in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Link:
    """Two differently named types that came to be compared because something refers to the one, then to the other.

    references: the changes of what refers to them, in the order found; some may be seen through links themselves,
    even through this one.
    """

    old: str
    new: str
    references: list[Change] = field(repr=False)
    turned: bool = False

    @property
    def names(self) -> tuple[str, str]:
        return self.old, self.new

    @property
    def path(self) -> str:
        """Of the first reference."""
        return self.references[0].path

    @property
    def flipped(self) -> Link:
        return replace(self, old=self.new, new=self.old, turned=not self.turned)

    def oriented(self) -> Iterator[Change]:
        """The references as this side of the step shows them; made when asked for, since links go in circles."""
        return (change.flipped if self.turned else change for change in self.references)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs.

    kind: the element's KIND; facet: which facet or key differs (only for `changed`).
    old, new: the element in each version; None where it is not.
    old_owner, new_owner: the element that holds it in each version, where that exists.
    link: through which two differently named types came to be compared.
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
    link: Link | None = field(default=None, compare=False, repr=False)
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

    @property
    def via(self) -> str:
        """The path of the link that it is seen through, "" if it is none."""
        return self.link.path if self.link else ""

    @property
    def flipped(self) -> Change:
        """The same change as the undone step would show it."""
        undone = {Verb.ADDED: Verb.REMOVED, Verb.REMOVED: Verb.ADDED}
        return Change(
            verb=undone.get(self.verb, self.verb), kind=self.kind, facet=self.facet, lapsed=self.lapsed,
            link=self.link and self.link.flipped,
            old=self.new, new=self.old, old_owner=self.new_owner, new_owner=self.old_owner,
            old_path=self.new_path, new_path=self.old_path, step=self.step.flipped,
        )  # fmt: skip

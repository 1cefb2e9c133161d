"""A rule: what triggers it, what it does to readers, why, and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from schemactl.model.change import Verb
from schemactl.model.effect import Surface

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from schemactl.model.change import Change
    from schemactl.model.effect import Cell, Grid


ANY = "*"
"""Stands for whatever facet a change has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Which changes a rule answers for. Build one with `added`, `removed`, `changed`, `touched`; narrow by `where`."""

    kind: str
    verbs: tuple[Verb, ...]
    facets: tuple[str, ...] = ("",)
    condition: Callable[[Change], bool] | None = field(default=None, repr=False)

    def where(self, condition: Callable[[Change], bool]) -> Trigger:
        return replace(self, condition=condition)

    def matches(self, change: Change) -> bool:
        if self.kind != change.kind or change.verb not in self.verbs:
            return False
        if change.facet not in self.facets and ANY not in self.facets:
            return False
        return self.condition is None or self.condition(change)


def added(kind: str) -> Trigger:
    return Trigger(kind=kind, verbs=(Verb.ADDED,))


def removed(kind: str) -> Trigger:
    return Trigger(kind=kind, verbs=(Verb.REMOVED,))


def changed(kind: str, *facets: str) -> Trigger:
    return Trigger(kind=kind, verbs=(Verb.CHANGED,), facets=facets)


def touched(kind: str) -> Trigger:
    """Added, removed, or changed in any facet: what becomes of it is the condition's to tell."""
    return Trigger(kind=kind, verbs=(Verb.ADDED, Verb.REMOVED, Verb.CHANGED), facets=(ANY,))


def reused(kind: str) -> Trigger:
    """A change that only a chain of versions shows: see diff.memory."""
    return Trigger(kind=kind, verbs=(Verb.REUSED,), facets=(ANY,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of change, judged.

    id: `<format>-<name>`, the file's name with dashes. summary: the condition, in one line.
    why: what happens, with the section of the specification. fix: what to do instead.
    effects: the grid. tolerance: the name under which a policy may tolerate the effects ("" if it may not).
    message: says what this change is; may use {path}, {old} and {new} (the facet's values), {lapsed}.
    bad: the texts of a minimal pair (old, new), or chain, of versions on which the rule fires; good: the same
    intent, done well.
    refs: addresses of the sections cited.
    """

    id: str
    since: str
    summary: str
    why: str
    fix: str
    on: Trigger
    effects: Grid
    message: str = ""
    tolerance: str = ""
    bad: tuple[str, ...]
    good: tuple[str, ...]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutral:
    """A written reason why a kind of change has no effect on these surfaces."""

    on: Trigger
    reason: str
    surfaces: tuple[Surface, ...] = tuple(Surface)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A format's rules and its reasons for having none. Together they answer each change once a surface.

    history: the rules on what only a chain of versions shows; their examples are such chains.
    unreached: the cells to which no data comes in which a change would show, whatever a rule says of them.
    """

    rules: tuple[Rule, ...]
    neutral: tuple[Neutral, ...]
    history: tuple[Rule, ...] = ()
    unreached: Callable[[Change], Collection[Cell]] = lambda _: ()

    @property
    def every(self) -> tuple[Rule, ...]:
        return (*self.rules, *self.history)

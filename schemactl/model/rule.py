"""A rule: what triggers it, what it does to readers, why, and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from schemactl.model.change import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.change import Change
    from schemactl.model.effect import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Which changes a rule answers for. Build one with `added`, `removed` or `changed`, narrow by `where`."""

    kind: str
    verb: Verb
    facet: str = ""
    condition: Callable[[Change], bool] | None = field(default=None, repr=False)

    def where(self, condition: Callable[[Change], bool]) -> Trigger:
        return replace(self, condition=condition)

    def matches(self, change: Change) -> bool:
        return (
            (self.kind, self.verb, self.facet) == (change.kind, change.verb, change.facet)
            and (self.condition is None or self.condition(change))
        )  # fmt: skip


def added(kind: str) -> Trigger:
    return Trigger(kind=kind, verb=Verb.ADDED)


def removed(kind: str) -> Trigger:
    return Trigger(kind=kind, verb=Verb.REMOVED)


def changed(kind: str, facet: str) -> Trigger:
    return Trigger(kind=kind, verb=Verb.CHANGED, facet=facet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of change, judged.

    id: `<format>-<name>`, the file's name with dashes. summary: the condition, in one line.
    why: what happens, with the section of the specification. fix: what to do instead.
    effects: the grid. tolerance: the name under which a policy may tolerate the effects ("" if it may not).
    message: says what this change is; may use {path}, {old} and {new} (the facet's values).
    bad: (old text, new text) of a minimal pair on which the rule fires; good: the same intent, done well.
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
    bad: tuple[str, str]
    good: tuple[str, str]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutral:
    """A written reason why a kind of change has no effect on any surface."""

    on: Trigger
    reason: str

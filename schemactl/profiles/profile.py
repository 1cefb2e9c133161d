"""What a profile is: how one registry compares a reader's schema with a writer's, as data and one question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemactl.model.change import Change
    from schemactl.model.element import Element
    from schemactl.model.rule import Trigger
    from schemactl.model.schema import FormatName, Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing for which a registry rejects a step.

    name: the registry's own. paths: what it is about, as the paths of changes, the one to show first.
    why: what the registry holds against it; the reason where the step is safe all the same.
    """

    name: str
    paths: tuple[str, ...]
    why: str

    @property
    def path(self) -> str:
        return self.paths[0]


@dataclass(frozen=True, slots=True)
class Side:
    """One file of a schema, as the text of one version of a subject."""

    schema: Schema
    path: str

    @property
    def roots(self) -> tuple[Element, ...]:
        """What is declared in the file, in the order of the text."""
        return tuple(_by_file(self.schema).get(self.path, ()))


@lru_cache(maxsize=2)
def _by_file(schema: Schema) -> dict[str, list[Element]]:
    """A schema's roots by their files: asked of every file of it, one after the other."""
    found: dict[str, list[Element]] = defaultdict(list)
    for root in schema.roots:
        found[root.location.source].append(root)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a registry compares one format.

    reading: why the first side, as the reader's schema, cannot take what the second wrote; nothing where it can.
    blind: what it does not look at, as kinds of changes, each with the reason in its own terms.
    """

    reading: Callable[[Side, Side], Iterable[Difference]] = field(repr=False)
    blind: tuple[tuple[Trigger, str], ...] = field(default=(), repr=False)

    def overlooks(self, change: Change) -> str:
        """Why the registry does not see this change; a sentence that is always true if nothing fits."""
        reasons = (reason for trigger, reason in self.blind if trigger.matches(change))
        return next(reasons, "it does not compare this")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A registry of a version, `system@version`; about: which releases answer so, and how that is known."""

    name: str
    about: str
    dialects: Mapping[FormatName, Dialect] = field(repr=False)

    def differences(self, old: Side, new: Side, direction: Direction) -> tuple[Difference, ...]:
        """What the registry will name in this direction. Every registry asks one question and swaps for forward."""
        if old.schema.format not in self.dialects:
            return ()
        reader, writer = (new, old) if direction is Direction.BACKWARD else (old, new)
        found = self.dialects[old.schema.format].reading(reader, writer)
        return tuple({(item.name, item.path): item for item in found}.values())

"""A registry and some subjects in; a snapshot of them, and of all that they refer to, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.subject import GLOBAL
from schemactl.registry.names import DEFAULT_CONTEXT, joined, split, within
from schemactl.registry.snapshot.snapshot import Held, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from schemactl.model.subject import Mode, SubjectConfig, Version
    from schemactl.registry.protocol import Registry


def take(
    registry: Registry, subjects: Iterable[str], taken: datetime, tell: Callable[[str], None]
) -> Snapshot:
    """Look at those of the subjects that there are, deleted versions included. tell: is told each name."""
    present = frozenset(registry.subjects(deleted=True))
    live = frozenset(registry.subjects())
    waiting = sorted(present.intersection(subjects))
    found: dict[str, Held] = {}
    while waiting:
        subject = waiting.pop(0)
        if subject not in found:
            tell(subject)
            found[subject] = _held(registry, subject, live=subject in live)
            waiting += _referred(subject, found[subject].versions)
    return Snapshot(
        origin=registry.label, taken=taken, held=dict(sorted(found.items())),
        settings=dict(_settings(registry, found)),
    )  # fmt: skip


def _held(registry: Registry, subject: str, *, live: bool) -> Held:
    alive = frozenset(registry.versions(subject)) if live else frozenset[int]()
    numbers = registry.versions(subject, deleted=True)
    versions = (registry.version(subject, number, deleted=True) for number in numbers)
    return Held(
        versions=tuple(replace(each, deleted=each.number not in alive) for each in versions),
        config=registry.config(subject),
        effective=registry.config(subject, effective=True),
        mode=registry.mode(subject),
    )


def _referred(subject: str, versions: Iterable[Version]) -> list[str]:
    return sorted({
        within(reference.subject, subject) for each in versions for reference in each.schema.references
    })  # fmt: skip


def _settings(
    registry: Registry, subjects: Iterable[str]
) -> Iterator[tuple[str, tuple[SubjectConfig | None, Mode | None]]]:
    """What is said for all, and for each context that has some of the subjects."""
    contexts = {split(subject)[0] for subject in subjects} - {DEFAULT_CONTEXT}
    for scope in (GLOBAL, *(joined(context, "") for context in sorted(contexts))):
        said = registry.config(scope), registry.mode(scope)
        if any(said):
            yield scope, said

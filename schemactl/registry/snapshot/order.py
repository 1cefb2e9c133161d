"""A snapshot in; its versions in the order in which another registry can take them out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from schemactl.errors import RegistryError
from schemactl.registry.names import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.subject import Reference, Version
    from schemactl.registry.snapshot.snapshot import Snapshot

Key = tuple[str, int]
"""A subject and a version's number."""


def ordered(snapshot: Snapshot) -> tuple[Version, ...]:
    """What is referred to first, and a subject's versions by number; else by id, as they were registered once.

    Raises RegistryError if the snapshot lacks something that is referred to.
    """
    every = [each for held in snapshot.held.values() for each in held.versions]
    versions = {key_of(each): each for each in sorted(every, key=lambda each: (each.schema_id, key_of(each)))}
    needs = {key: list(_needs(each, versions)) for key, each in versions.items()}
    for held in snapshot.held.values():
        for before, after in pairwise(held.versions):
            needs[key_of(after)].append(key_of(before))
    return tuple(versions[key] for key in _sorted(needs))


def key_of(version: Version) -> Key:
    return version.subject, version.number


def target(reference: Reference, version: Version) -> Key:
    """What a reference of this version means."""
    return within(reference.subject, version.subject), reference.version


def _sorted(needs: Mapping[Key, list[Key]]) -> Iterator[Key]:
    done: set[Key] = set()
    for key in needs:
        waiting = [key]
        while waiting:
            at = waiting[-1]
            more = [need for need in needs[at] if need not in done]
            if more and not set(more) & set(waiting):
                waiting += more
                continue
            waiting.pop()
            if at not in done:
                done.add(at)
                yield at


def _needs(version: Version, known: Mapping[Key, Version]) -> Iterator[Key]:
    for reference in version.schema.references:
        need = target(reference, version)
        if need not in known:
            raise RegistryError(
                f"{version.subject}@{version.number} refers to {need[0]}@{need[1]}, which the file does not have",
                fix="export it again, with what it refers to: schemactl registry export",
            )
        yield need

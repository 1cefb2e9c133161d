"""A snapshot and a registry in; the registry with all of it under ids of its own, and which is which, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.registry.snapshot.order import key_of, ordered, target
from schemactl.registry.snapshot.put import restore_mode, set_said
from schemactl.registry.unjudged import register_unjudged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemactl.model.subject import SchemaText, Version
    from schemactl.registry.protocol import Registry
    from schemactl.registry.snapshot.order import Key
    from schemactl.registry.snapshot.snapshot import Snapshot


def put_anew(
    snapshot: Snapshot, registry: Registry, tell: Callable[[str], None]
) -> list[tuple[Version, Version]]:
    """Each version of the snapshot, and what it is in the registry now. Doing it again tells the same."""
    settings = not registry.subjects(deleted=True)
    became: dict[Key, Version] = {}
    every = ordered(snapshot)
    for each in every:
        tell(f"{each.subject}@{each.number}")
        schema = _referring(each, became)
        found = registry.find(each.subject, schema, deleted=True)
        became[key_of(each)] = found or register_unjudged(registry, each.subject, schema)
    moved = [(each, became[key_of(each)]) for each in every]
    live = {key_of(new) for old, new in moved if not old.deleted}
    for old, new in reversed(moved):
        if old.deleted and not new.deleted and key_of(new) not in live:
            registry.delete(new.subject, new.number)
    for subject, held in snapshot.held.items():
        if held.mode:
            restore_mode(subject, held.mode, registry)
    set_said(snapshot, registry, settings=settings)
    return moved


def _referring(version: Version, became: Mapping[Key, Version]) -> SchemaText:
    """Its schema, with references to the numbers that the registry gave."""
    references = (
        replace(each, version=became[target(each, version)].number) for each in version.schema.references
    )
    return replace(version.schema, references=tuple(references))

"""A snapshot and another registry in; the registry with all of it, ids and numbers as they were, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.model.subject import GLOBAL, Mode
from schemactl.registry.snapshot.order import key_of, ordered
from schemactl.registry.snapshot.snapshot import same
from schemactl.registry.unjudged import register_unjudged

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.registry.snapshot.snapshot import Snapshot

NO_SCHEMA = 40403
"""The API's code for an id that nothing has."""
NOT_KEPT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What has to be done: everything else is there already.

    missing: versions to register, what is referred to first. dying: versions to delete softly, what refers first.
    settings: whether what is said for all is taken over; only a registry without subjects has it changed.
    """

    snapshot: Snapshot
    missing: tuple[Version, ...] = ()
    dying: tuple[Version, ...] = ()
    settings: bool = False
    present: frozenset[str] = field(default=frozenset())

    @property
    def touched(self) -> tuple[str, ...]:
        """Subjects that get versions."""
        return tuple(dict.fromkeys(each.subject for each in self.missing))


def transfer(snapshot: Snapshot, registry: Registry) -> Transfer:
    """Compare, and change nothing. Raises RefusedError if the registry has something else under an id or number."""
    present = frozenset(registry.subjects(deleted=True))
    every = ordered(snapshot)
    there = {
        (subject, number): registry.version(subject, number, deleted=True)
        for subject in sorted(present.intersection(snapshot.held))
        for number in registry.versions(subject, deleted=True)
    }
    live = {
        (subject, number)
        for subject in sorted(frozenset(registry.subjects()).intersection(snapshot.held))
        for number in registry.versions(subject)
    }
    missing = [each for each in every if not _is_there(each, there.get(key_of(each)))]
    for each in missing:
        _check_id(each, registry)
    gone = {key_of(each) for each in missing} | live
    dying = [each for each in reversed(every) if each.deleted and key_of(each) in gone]
    return Transfer(
        snapshot=snapshot, missing=tuple(missing), dying=tuple(dying), settings=not present, present=present
    )


def put(work: Transfer, registry: Registry, tell: Callable[[str], None]) -> None:
    """Do it. What was done when it fails stays, and doing it again goes on from there.

    Raises RefusedError at the first version that gets another id or number than it is given.
    """
    try:
        for subject in work.touched:
            registry.set_mode(Mode.IMPORT, subject, force=True)
        for each in work.missing:
            tell(f"{each.subject}@{each.number}")
            added = register_unjudged(
                registry, each.subject, each.schema, schema_id=each.schema_id, number=each.number
            )
            _check_kept(each, added, registry)
        for each in work.dying:
            registry.delete(each.subject, each.number)
    finally:
        # a subject that stays in mode IMPORT would take whatever comes, unjudged
        for subject in work.touched:
            restore_mode(subject, work.snapshot.held[subject].mode, registry)
    set_said(work.snapshot, registry, settings=work.settings)


def set_said(snapshot: Snapshot, registry: Registry, *, settings: bool) -> None:
    """Configure what is said for subjects; settings: for all and for contexts as well."""
    for subject, held in snapshot.held.items():
        if held.config:
            registry.set_config(held.config, subject)
    if settings:
        _set_all(snapshot, registry)


def _check_kept(given: Version, added: Version, registry: Registry) -> None:
    """Some registries take what is given in mode IMPORT, and number it as they like."""
    if added.schema_id == given.schema_id and added.number in {0, given.number}:
        return
    raise RefusedError(
        NOT_KEPT,
        f"{registry.label} does not take ids: {given.subject}@{given.number}, id {given.schema_id}, is there now as "
        f"{added.subject}@{added.number}, id {added.schema_id}; nothing after it was written",
        fix="import into a registry whose mode IMPORT takes ids; or, where no event has been written yet or none is "
        "read any more, go on with --new-ids",
    )


def restore_mode(subject: str, mode: Mode | None, registry: Registry) -> None:
    """Set what the snapshot says for a subject; IMPORT is only ever meant for a while."""
    if mode in (None, Mode.IMPORT):
        registry.delete_mode(subject)
    else:
        registry.set_mode(mode, subject, force=True)


def _set_all(snapshot: Snapshot, registry: Registry) -> None:
    for scope, (config, mode) in snapshot.settings.items():
        if config:
            registry.set_config(config, scope)
        if mode and (mode is not Mode.IMPORT or scope != GLOBAL):
            registry.set_mode(mode, scope, force=True)


def _is_there(version: Version, held: Version | None) -> bool:
    if held is None:
        return False
    if held.schema_id == version.schema_id and same(held.schema) == same(version.schema):
        return True
    at = f"{version.subject}@{version.number}"
    raise RefusedError(
        409,
        f"{at} is there with another schema, as id {held.schema_id}; here it is id {version.schema_id}",
        fix="import into an empty registry or context, or delete that subject permanently first",
    )


def _check_id(version: Version, registry: Registry) -> None:
    try:
        held = registry.schema(version.schema_id, version.subject)
    except RefusedError as error:
        if error.code != NO_SCHEMA:
            raise
        return
    if same(held) != same(version.schema):
        raise RefusedError(
            409,
            f"id {version.schema_id} of {version.subject}@{version.number} is another schema's there",
            fix="import into an empty registry or context: ids are part of the events that were written",
        )

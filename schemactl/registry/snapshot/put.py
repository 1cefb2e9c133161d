"""A snapshot and another registry in; the registry with all of it, ids and numbers as they were, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.errors import RefusedError, RegistryError
from schemactl.model.subject import GLOBAL, Mode
from schemactl.registry.names import within
from schemactl.registry.snapshot.snapshot import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from schemactl.model.subject import Version
    from schemactl.registry.protocol import Registry
    from schemactl.registry.snapshot.snapshot import Snapshot

NO_SCHEMA = 40403
"""The API's code for an id that nothing has."""


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
    ordered = tuple(_ordered(snapshot))
    _check_references(ordered)
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
    missing = [each for each in ordered if not _is_there(each, there.get((each.subject, each.number)))]
    for each in missing:
        _check_id(each, registry)
    gone = {(each.subject, each.number) for each in missing} | live
    dying = [each for each in reversed(ordered) if each.deleted and (each.subject, each.number) in gone]
    return Transfer(
        snapshot=snapshot, missing=tuple(missing), dying=tuple(dying), settings=not present, present=present
    )


def put(work: Transfer, registry: Registry, tell: Callable[[str], None]) -> None:
    """Do it. What was done when it fails stays, and doing it again goes on from there."""
    try:
        for subject in work.touched:
            registry.set_mode(Mode.IMPORT, subject, force=True)
        for each in work.missing:
            tell(f"{each.subject}@{each.number}")
            registry.register(each.subject, each.schema, schema_id=each.schema_id, number=each.number)
        for each in work.dying:
            registry.delete(each.subject, each.number)
    finally:
        # a subject that stays in mode IMPORT would take whatever comes, unjudged
        for subject in work.touched:
            _restore(subject, work.snapshot.held[subject].mode, registry)
    for subject in work.snapshot.held:
        if config := work.snapshot.held[subject].config:
            registry.set_config(config, subject)
    if work.settings:
        _set_all(work.snapshot, registry)


def _restore(subject: str, mode: Mode | None, registry: Registry) -> None:
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


def _ordered(snapshot: Snapshot) -> Iterator[Version]:
    """Every version, what it refers to before it; else by subject and number."""
    versions = {
        (each.subject, each.number): each
        for name in sorted(snapshot.held)
        for each in snapshot.held[name].versions
    }
    done: set[tuple[str, int]] = set()
    for key in versions:
        waiting = [key]
        while waiting:
            at = waiting[-1]
            needs = [need for need in _needs(versions[at]) if need in versions and need not in done]
            if needs and not set(needs) & set(waiting):
                waiting += needs
                continue
            waiting.pop()
            if at not in done:
                done.add(at)
                yield versions[at]


def _needs(version: Version) -> list[tuple[str, int]]:
    return [(within(each.subject, version.subject), each.version) for each in version.schema.references]


def _check_references(versions: Iterable[Version]) -> None:
    known = {(each.subject, each.number) for each in versions}
    for each in versions:
        for subject, number in _needs(each):
            if (subject, number) not in known:
                raise RegistryError(
                    f"{each.subject}@{each.number} refers to {subject}@{number}, which the file does not have",
                    fix="export it again, with what it refers to: schemactl registry export",
                )


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

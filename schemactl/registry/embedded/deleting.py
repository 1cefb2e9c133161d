"""A version or a subject that shall go in; the numbers of what went out, or a refusal with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import RefusedError
from schemactl.model.subject import LATEST, Mode
from schemactl.registry.embedded import rows, settings
from schemactl.registry.embedded.registering import FORBIDDEN, State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from schemactl.registry.embedded.rows import Entry

NO_SUBJECT, NO_VERSION, NO_SCHEMA = 40401, 40402, 40403
SUBJECT_DELETED, SUBJECT_NOT_DELETED, VERSION_DELETED, VERSION_NOT_DELETED = 40404, 40405, 40406, 40407
REFERENCED = 42206


def no_subject(subject: str) -> RefusedError:
    return RefusedError(NO_SUBJECT, f"there is no subject {subject}")


def no_version(subject: str, number: int) -> RefusedError:
    return RefusedError(NO_VERSION, f"{subject} has no version {'latest' if number == LATEST else number}")


def delete_subject(at: sqlite3.Connection, subject: str, *, permanent: bool) -> Sequence[int]:
    """Delete every version. Raises RefusedError 40401, 40404, 40405, 42205 or 42206."""
    state = _writable(at, subject)
    if permanent and state.live:
        raise RefusedError(
            SUBJECT_NOT_DELETED, f"{subject} is not deleted softly yet", fix="delete it softly first"
        )
    if not permanent and not state.live:
        raise RefusedError(
            SUBJECT_DELETED, f"{subject} is deleted softly already", fix="delete it permanently"
        )
    going = state.history if permanent else state.live
    for entry in going:
        _check_references(at, subject, entry, permanent=permanent, whole=True)
    for entry in going:
        _delete(at, subject, entry, permanent=permanent)
    return [entry.number for entry in going]


def delete_version(at: sqlite3.Connection, subject: str, number: int, *, permanent: bool) -> Sequence[int]:
    """Delete one version. Raises RefusedError 40401, 40402, 40406, 40407, 42205 or 42206."""
    state = _writable(at, subject)
    if number == LATEST and state.live:
        number = state.live[-1].number
    entry = next((entry for entry in state.history if entry.number == number), None)
    if entry is None:
        raise no_version(subject, number)
    told = f"version {number} of {subject}"
    if permanent and not entry.deleted:
        raise RefusedError(
            VERSION_NOT_DELETED, f"{told} is not deleted softly yet", fix="delete it softly first"
        )
    if not permanent and entry.deleted:
        raise RefusedError(VERSION_DELETED, f"{told} is deleted softly already", fix="delete it permanently")
    _check_references(at, subject, entry, permanent=permanent, whole=False)
    _delete(at, subject, entry, permanent=permanent)
    return [number]


def _writable(at: sqlite3.Connection, subject: str) -> State:
    state = State.of(at, subject)
    if not state.history:
        raise no_subject(subject)
    if state.mode in {Mode.READONLY, Mode.READONLY_OVERRIDE}:
        raise RefusedError(FORBIDDEN, f"{subject} is in mode {state.mode}", fix="set the mode to READWRITE")
    return state


def _check_references(
    at: sqlite3.Connection, subject: str, entry: Entry, *, permanent: bool, whole: bool
) -> None:
    """Live referrers count, and for a permanent deletion those deleted softly; with the subject go its own."""
    for schema_id, referrer, deleted in rows.referrers(at, subject, entry.number):
        if (permanent or not deleted) and not (whole and referrer == subject):
            raise RefusedError(
                REFERENCED,
                f"version {entry.number} of {subject} is referred to by {referrer} (id {schema_id})",
                fix=f"delete {referrer} first",
            )


def _delete(at: sqlite3.Connection, subject: str, entry: Entry, *, permanent: bool) -> None:
    if permanent:
        rows.remove_version(at, subject, entry.number)
        if not rows.history(at, subject):
            settings.forget(at, subject, "config", "mode")
    else:
        at.execute("UPDATE version SET deleted = 1 WHERE subject = ? AND number = ?", (subject, entry.number))

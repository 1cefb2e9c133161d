"""A subject and a transaction in; what is configured for it out, there or where it takes that from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.model.compatibility import Compatibility
from schemactl.model.subject import GLOBAL, Mode, SubjectConfig
from schemactl.registry.names import scope, scopes

if TYPE_CHECKING:
    import sqlite3

DEFAULT = SubjectConfig(compatibility=Compatibility.BACKWARD, normalize=False)
"""What holds where nothing is said."""

NOT_INHERITED = frozenset(
    {"alias", "defaultMetadata", "overrideMetadata", "defaultRuleSet", "overrideRuleSet"}
)
"""Properties of a configuration that hold in the scope for which they are said, and in none below it."""


def config(at: sqlite3.Connection, subject: str) -> SubjectConfig | None:
    """What is said in a scope itself."""
    row = at.execute("SELECT config FROM setting WHERE scope = ?", (scope(subject),)).fetchone()
    return _read(row[0]) if row and row[0] else None


def effective_config(at: sqlite3.Connection, subject: str) -> SubjectConfig:
    """What holds: each property as the nearest scope says it."""
    said = [found for place in scopes(subject) if (found := config(at, place))]
    rest: dict[str, Any] = {}
    for nearness, each in enumerate(reversed(said), start=1 - len(said)):
        rest |= {
            name: value
            for name, value in (each.rest or {}).items()
            if not nearness or name not in NOT_INHERITED
        }
    return SubjectConfig(
        compatibility=next(each.compatibility for each in (*said, DEFAULT) if each.compatibility is not None),
        group=next((each.group for each in said if each.group is not None), None),
        normalize=next(each.normalize for each in (*said, DEFAULT) if each.normalize is not None),
        rest=rest or None,
    )


def set_config(at: sqlite3.Connection, given: SubjectConfig, subject: str) -> None:
    _set(at, "config", json.dumps(_written(given)), subject)


def mode(at: sqlite3.Connection, subject: str) -> Mode | None:
    row = at.execute("SELECT mode FROM setting WHERE scope = ?", (scope(subject),)).fetchone()
    return Mode(row[0]) if row and row[0] else None


def effective_mode(at: sqlite3.Connection, subject: str) -> Mode:
    """What holds: READONLY_OVERRIDE for all beats what is said nearer."""
    if mode(at, GLOBAL) is Mode.READONLY_OVERRIDE:
        return Mode.READONLY_OVERRIDE
    return next((found for place in scopes(subject) if (found := mode(at, place))), Mode.READWRITE)


def set_mode(at: sqlite3.Connection, given: Mode, subject: str) -> None:
    _set(at, "mode", given.value, subject)


def forget(at: sqlite3.Connection, subject: str, *columns: str) -> None:
    """Say nothing (of `config`, `mode`, or both) in this scope any more."""
    for column in columns:
        at.execute(f"UPDATE setting SET {column} = NULL WHERE scope = ?", (scope(subject),))  # noqa: S608


def _set(at: sqlite3.Connection, column: str, value: str, subject: str) -> None:
    at.execute(
        f"INSERT INTO setting (scope, {column}) VALUES (?, ?) "  # noqa: S608 (one of two names of ours)
        f"ON CONFLICT (scope) DO UPDATE SET {column} = excluded.{column}",
        (scope(subject), value),
    )


def _written(given: SubjectConfig) -> dict[str, Any]:
    return {
        "compatibility": given.compatibility, "group": given.group, "normalize": given.normalize, "rest": given.rest,
    }  # fmt: skip


def _read(text: str) -> SubjectConfig:
    said = json.loads(text)
    level = said.pop("compatibility")
    return SubjectConfig(compatibility=Compatibility(level) if level else None, **said)

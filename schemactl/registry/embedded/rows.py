"""A transaction and what is asked for in; versions, schemas and references out of the tables, and into them."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from schemactl.model.subject import LATEST, Reference, SchemaText, SchemaType, Version
from schemactl.registry.names import split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

_VERSION = """
SELECT v.subject, v.number, v.schema_id, v.deleted, v.registered, s.guid, s.context, s.type, s.text, s.contract
FROM version v JOIN schema s ON s.context = v.context AND s.id = v.schema_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A version without its text: enough to tell a history's state."""

    number: int
    schema_id: int
    deleted: bool


def history(at: sqlite3.Connection, subject: str) -> tuple[Entry, ...]:
    """Every version of a subject, ascending, those that are deleted softly too."""
    rows = at.execute(
        "SELECT number, schema_id, deleted FROM version WHERE subject = ? ORDER BY number", (subject,)
    )
    return tuple(
        Entry(number=number, schema_id=schema_id, deleted=bool(deleted))
        for number, schema_id, deleted in rows
    )


def version(at: sqlite3.Connection, subject: str, number: int, *, deleted: bool = False) -> Version | None:
    """One version (LATEST: the newest live one), or None; deleted: also if it is deleted softly."""
    query, given = f"{_VERSION} WHERE v.subject = ?", (subject,)
    if number == LATEST:
        row = at.execute(f"{query} AND NOT v.deleted ORDER BY v.number DESC LIMIT 1", given).fetchone()
    else:
        live = "" if deleted else "AND NOT v.deleted"
        row = at.execute(f"{query} AND v.number = ? {live}", (*given, number)).fetchone()
    return _version(at, row) if row else None


def _version(at: sqlite3.Connection, row: tuple[Any, ...]) -> Version:
    subject, number, schema_id, deleted, registered, guid, context, *said = row
    return Version(
        subject=subject,
        number=number,
        schema_id=schema_id,
        schema=_schema(at, context, schema_id, *said),
        guid=guid,
        deleted=bool(deleted),
        registered=registered,
    )


def schema(at: sqlite3.Connection, context: str, schema_id: int) -> SchemaText | None:
    """What has this id in a context."""
    row = at.execute(
        "SELECT type, text, contract FROM schema WHERE context = ? AND id = ?", (context, schema_id)
    ).fetchone()
    return _schema(at, context, schema_id, *row) if row else None


def _schema(
    at: sqlite3.Connection, context: str, schema_id: int, kind: str, text: str, contract: str
) -> SchemaText:
    rows = at.execute(
        "SELECT name, subject, number FROM reference WHERE context = ? AND schema_id = ? ORDER BY position",
        (context, schema_id),
    )
    return SchemaText(
        text=text,
        type=SchemaType(kind),
        references=tuple(
            Reference(name=name, subject=subject, version=number) for name, subject, number in rows
        ),
        **json.loads(contract),
    )


def uses(at: sqlite3.Connection, context: str, schema_id: int) -> Sequence[tuple[str, int, bool]]:
    """Subject and number of the versions that have this id, and whether each is deleted softly."""
    rows = at.execute(
        "SELECT subject, number, deleted FROM version WHERE context = ? AND schema_id = ? ORDER BY subject, number",
        (context, schema_id),
    )
    return [(subject, number, bool(deleted)) for subject, number, deleted in rows]


def referrers(at: sqlite3.Connection, subject: str, number: int) -> Sequence[tuple[int, str, bool]]:
    """Id and subject of every version that refers to this one, and whether it is deleted softly."""
    rows = at.execute(
        """SELECT DISTINCT v.schema_id, v.subject, v.deleted
        FROM reference r JOIN version v ON v.context = r.context AND v.schema_id = r.schema_id
        WHERE r.target = ? AND r.number = ? ORDER BY v.schema_id""",
        (subject, number),
    )
    return [(schema_id, name, bool(deleted)) for schema_id, name, deleted in rows]


def identity(schema: SchemaText, canonical: str) -> bytes:
    """What two schemas share that are one: the canonical form, the references, and the data contract."""
    contract = _contract(schema.metadata, schema.rules)
    said = [schema.type.value, canonical, [_written(item) for item in schema.references], contract]
    return hashlib.sha256(json.dumps(said).encode()).digest()


def guid(schema: SchemaText) -> str:
    """The MD5 of the text and of all that comes with it, as a UUID: the same in every registry.

    Where nothing comes with an Avro text it is also the one that Confluent's registry gives it.
    """
    rest = [*map(_written, schema.references), *filter(None, (schema.metadata, schema.rules))]
    text = schema.text + "".join(json.dumps(item, sort_keys=True) for item in rest)
    return str(UUID(bytes=hashlib.md5(text.encode(), usedforsecurity=False).digest()))


def _written(reference: Reference) -> list[str | int]:
    return [reference.name, reference.subject, reference.version]


def _contract(metadata: Mapping[str, Any] | None, rules: Mapping[str, Any] | None) -> str:
    return json.dumps({"metadata": metadata, "rules": rules}, sort_keys=True)


def ids(at: sqlite3.Connection, context: str, key: bytes) -> Sequence[int]:
    """The ids in a context of the schemas with this identity: several only if they were imported so."""
    rows = at.execute("SELECT id FROM schema WHERE context = ? AND identity = ? ORDER BY id", (context, key))
    return [schema_id for (schema_id,) in rows]


def add_schema(
    at: sqlite3.Connection,
    context: str,
    given: SchemaText,
    canonical: str,
    targets: Sequence[str],
    schema_id: int | None,
) -> int:
    """Keep a schema under this id, or under the context's next one."""
    at.execute("INSERT OR IGNORE INTO context VALUES (?, 0)", (context,))
    if schema_id is None:
        (last,) = at.execute("SELECT last_id FROM context WHERE name = ?", (context,)).fetchone()
        schema_id = int(last) + 1
    at.execute("UPDATE context SET last_id = max(last_id, ?) WHERE name = ?", (schema_id, context))
    contract = _contract(given.metadata, given.rules)
    row = (given.type.value, given.text, contract, identity(given, canonical), guid(given))
    at.execute("INSERT INTO schema VALUES (?, ?, ?, ?, ?, ?, ?)", (context, schema_id, *row))
    at.executemany(
        "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (context, schema_id, position, *_written(item), target)
            for position, (item, target) in enumerate(zip(given.references, targets, strict=True))
        ],
    )
    return schema_id


def add_version(at: sqlite3.Connection, subject: str, number: int, schema_id: int) -> None:
    """Put a version in its place; one that was deleted softly gives way."""
    now = time.time_ns() // 1_000_000
    at.execute(
        "INSERT OR REPLACE INTO version VALUES (?, ?, ?, ?, 0, ?)",
        (subject, number, split(subject)[0], schema_id, now),
    )


def remove_version(at: sqlite3.Connection, subject: str, number: int) -> None:
    """Forget a version, and its schema if nothing else has that: its id is never given again."""
    place = (subject, number)
    row = at.execute(
        "SELECT context, schema_id FROM version WHERE subject = ? AND number = ?", place
    ).fetchone()
    at.execute("DELETE FROM version WHERE subject = ? AND number = ?", place)
    if not at.execute("SELECT 1 FROM version WHERE context = ? AND schema_id = ? LIMIT 1", row).fetchone():
        at.execute("DELETE FROM schema WHERE context = ? AND id = ?", row)
        at.execute("DELETE FROM reference WHERE context = ? AND schema_id = ?", row)

"""Content digest in, what was worked out from that content before: a file that may be lost at any time.

Nothing here ever fails: a cache that is unwritable, corrupt, locked or switched off has simply forgotten.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar

from schemactl import __version__

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    T = TypeVar("T")

LIMIT = 256 * 2**20
"""Bytes that the file may hold; beyond it the oldest entries go."""

_PATIENCE = 0.5  # seconds to wait for another process that is writing
_CHUNK = 900  # SQLite before 3.32 takes 999 parameters at most
_TABLE = """
CREATE TABLE IF NOT EXISTS entry
(place INTEGER PRIMARY KEY, kind TEXT, key TEXT, value BLOB, UNIQUE (kind, key))
"""
_OLDEST_HALF = """
DELETE FROM entry WHERE place <=
(SELECT place FROM entry ORDER BY place LIMIT 1 OFFSET (SELECT count(*) / 2 FROM entry))
"""


class Cache:
    """Values by table and key, in one SQLite file that several processes may share; path "" keeps nothing.

    A table's name carries the revision of what fills it: who changes how values are made changes the name.
    """

    def __init__(self, path: str = "", *, limit: int = LIMIT) -> None:
        self._path = path
        self._limit = limit

    @classmethod
    def default(cls, environ: Mapping[str, str] = os.environ) -> Cache:
        """The user's: $SCHEMACTL_CACHE (`off`: none), $XDG_CACHE_HOME/schemactl or ~/.cache/schemactl."""
        folder = environ.get("SCHEMACTL_CACHE", "")
        if folder == "off":
            return cls()
        if not folder:
            home = environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
            folder = os.path.join(home, "schemactl")
        return cls(os.path.join(folder, f"cache-{__version__}.sqlite"))

    def get(self, key: str) -> bytes | None:
        """One value, of the table without a name."""
        return self.get_many("", (key,)).get(key)

    def put(self, key: str, value: bytes) -> None:
        self.put_many("", {key: value})

    def get_many(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are known, in a few queries whatever their number."""
        if not self._path or not os.path.exists(self._path):
            return {}

        def read(connection: sqlite3.Connection) -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for some in _chunks(list(keys)):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM entry WHERE kind = ? AND key IN ({marks})"  # noqa: S608 (marks only)
                found.update(connection.execute(query, (table, *some)))
            return found

        return self._with_file(read, {})

    def put_many(self, table: str, items: Mapping[str, bytes]) -> None:
        """Keep these, or do not."""
        if not self._path or not items:
            return

        def write(connection: sqlite3.Connection) -> None:
            rows = [(table, key, value) for key, value in items.items()]
            with connection:
                connection.execute(_TABLE)
                connection.executemany(
                    "INSERT OR REPLACE INTO entry (kind, key, value) VALUES (?, ?, ?)", rows
                )
                while _size(connection) > self._limit and connection.execute(_OLDEST_HALF).rowcount:
                    pass

        with suppress(OSError):
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
        self._with_file(write, None)

    def _with_file(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        import sqlite3  # noqa: PLC0415 (8 ms that a run without a cache does not pay)

        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection:
                return work(connection)
        except sqlite3.OperationalError:  # locked, unwritable, full, no such table
            return otherwise
        except sqlite3.DatabaseError:  # not a database, or a damaged one: the next run starts afresh
            with suppress(OSError):
                os.remove(self._path)
            return otherwise


def _size(connection: sqlite3.Connection) -> int:
    numbers = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    ]
    pages, free, size = numbers
    return int((pages - free) * size)


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]

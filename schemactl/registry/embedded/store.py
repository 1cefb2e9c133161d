"""The path of a registry's file in; transactions on it out, and every failure of SQLite as a RegistryError."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from schemactl.errors import RegistryError
from schemactl.registry.embedded.commits import Commits
from schemactl.registry.embedded.tables import APPLICATION, MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""

_MAKE = "`schemactl registry push` makes it; or correct the path"


class Store:
    """Connections to one file (path "": one to a database in memory), used by any number of threads.

    Processes of one machine share a file through SQLite's own locks. A commit is on the disk before it returns (WAL,
    synchronous=FULL), so that what was acknowledged survives a crash.
    """

    def __init__(self, path: str, *, create: bool, patience: float = PATIENCE) -> None:
        self.label = f"embedded:{path}" if path else "embedded registry in memory"
        self._path = path
        self._patience = patience
        self._closed = False
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._commits = Commits(self._taken, self._idle.put)
        with self._told():
            self._check_place(create=create)
            self._idle.put(self._connect())
            try:
                with self._connection() as connection:
                    self._prepare(connection, create=create)
            except BaseException:
                self.close()
                raise

    def _check_place(self, *, create: bool) -> None:
        """Refuse to look into, or to make, a file where none was meant to be."""
        if not self._path:
            return
        place = Path(self._path)
        if place.is_dir():
            raise RegistryError(f"{self.label} is a folder", fix="name a file in it")
        if not place.exists() and not create:
            raise RegistryError(f"{self.label} does not exist", fix=_MAKE)
        if not place.parent.is_dir():
            raise RegistryError(
                f"{self.label}: there is no folder {place.parent}", fix="make the folder first"
            )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            Path(self._path).absolute() if self._path else ":memory:",
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _prepare(self, connection: sqlite3.Connection, *, create: bool) -> None:
        """Make the tables of a new file, or bring those of an older one up to date."""
        with _transaction(connection, "DEFERRED"):
            names = ("application_id", "schema_version", "user_version")
            application, tables, revision = (_pragma(connection, name) for name in names)
        if application not in {0, APPLICATION} or (tables and not application):
            raise RegistryError(f"{self.label} is another program's database", fix="name another file")
        if not tables and not create and self._path:
            raise RegistryError(f"{self.label} is empty", fix=_MAKE)
        if revision > len(MIGRATIONS):
            raise RegistryError(
                f"{self.label} was written by a newer schemactl (revision {revision})",
                fix="upgrade schemactl",
            )
        if revision < len(MIGRATIONS):
            self._write_ahead(connection)
            self._migrate(connection)

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        """Turn to WAL, for which SQLite does not wait itself where others are making the same file."""
        until = time.monotonic() + self._patience
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return

    @staticmethod
    def _migrate(connection: sqlite3.Connection) -> None:
        with _transaction(connection, "IMMEDIATE"):
            for step in MIGRATIONS[
                _pragma(connection, "user_version") :
            ]:  # another process may have been faster
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for several questions."""
        with self._told(), self._connection() as connection, _transaction(connection, "DEFERRED"):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, or nothing; no other writes meanwhile. On the disk when it ends."""
        with self._told(), self._commits.writing() as connection:
            yield connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._taken()
        try:
            yield connection
        finally:
            self._idle.put(connection)
            if self._closed:
                self.close()

    def _taken(self) -> sqlite3.Connection:
        """An idle connection; what is in memory has one only, for which a thread waits."""
        if self._closed:
            raise RegistryError(f"{self.label} is closed")
        if not self._path:
            return self._idle.get()
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._connect()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite says in words that say what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise RegistryError(f"{self.label}: {error}", fix=_fix(error)) from error

    def close(self) -> None:
        """Close every connection, those in use as soon as they are given back."""
        self._closed = True
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite rolled back itself, and says so
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


_FIXES = {
    sqlite3.SQLITE_BUSY: "another process holds it for too long: end it, or try again",
    sqlite3.SQLITE_LOCKED: "another process holds it for too long: end it, or try again",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "make the file and its folder readable and writable",
    sqlite3.SQLITE_PERM: "make the file and its folder readable and writable",
    sqlite3.SQLITE_FULL: "free space on the disk: nothing was registered",
    sqlite3.SQLITE_NOTADB: "name a file that schemactl made",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore it from a backup, or import an export into a new one",
    sqlite3.SQLITE_IOERR: "the disk or the file system failed: nothing was registered",
}


def _fix(error: sqlite3.Error) -> str:
    return _FIXES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "is it a file that schemactl made?")

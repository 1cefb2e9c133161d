"""What threads want to write, one after the other, in; one way to the disk for all that wait, out."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 64
"""Writers that share a commit, so that the first of them does not wait for ever."""


class _Batch:
    """A transaction that several writers share. over: it is on the disk, or failed with `error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.size = 0
        self.over = Event()
        self.error: sqlite3.Error | None = None


class Commits:
    """Writers of one process take turns, each in a savepoint; who sees nobody wait commits for all before it.

    A commit costs a way to the disk, which takes longer than what it writes. Nobody goes on before the commit that
    has its own part.
    """

    def __init__(
        self, take: Callable[[], sqlite3.Connection], give: Callable[[sqlite3.Connection], None]
    ) -> None:
        self._take, self._give = take, give
        self._turn = Lock()
        self._counting = Lock()
        self._waiting = 0
        self._batch: _Batch | None = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside, on the disk when it ends; or nothing. Raises sqlite3.Error."""
        self._count(1)
        with self._turn:
            self._count(-1)
            batch = self._batch = self._batch or self._begun()
            try:
                with _savepoint(batch.connection):
                    yield batch.connection
            finally:
                batch.size += 1
                self._end(batch)
        batch.over.wait()
        if batch.error is not None:
            raise batch.error

    def _count(self, change: int) -> None:
        with self._counting:
            self._waiting += change

    def _begun(self) -> _Batch:
        connection = self._take()
        try:
            connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._give(connection)
            raise
        return _Batch(connection)

    def _end(self, batch: _Batch) -> None:
        """Commit, unless somebody waits who will; or tell all that SQLite has rolled everything back."""
        if not batch.connection.in_transaction:
            batch.error = sqlite3.OperationalError("what was written could not be kept")
        elif self._waiting and batch.size < MOST:
            return
        else:
            batch.error = _committed(batch.connection)
        self._batch = None
        self._give(batch.connection)
        batch.over.set()


def _committed(connection: sqlite3.Connection) -> sqlite3.Error | None:
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):  # SQLite may have rolled back itself
            connection.execute("ROLLBACK")
        return error
    return None


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT writer")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # the whole transaction may be gone
            connection.execute("ROLLBACK TO writer")
            connection.execute("RELEASE writer")
        raise
    connection.execute("RELEASE writer")

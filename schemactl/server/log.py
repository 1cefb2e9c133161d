"""Events in; one line of JSON each out, without ever waiting for who reads them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_WAITING = 10_000
MOST_AT_ONCE = 100
LONGEST_PATH = 300
PATIENCE = 2.0
"""Seconds that the end waits for lines that are not written yet."""


class Log:
    """Lines go through a thread: a full pipe delays no answer, and what it cannot take is counted instead.

    What is logged is never a body, a query, or a header.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._lines: Queue[str | None] = Queue(MOST_WAITING)
        self._lost = 0
        self._thread = Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def say(self, event: str, **told: Any) -> None:
        now = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")
        if self._lost:
            told["lost_lines"] = self._lost
        try:
            self._lines.put_nowait(json.dumps({"time": now, "event": event, **told}))
            self._lost = 0
        except Full:
            self._lost += 1

    def close(self) -> None:
        try:
            self._lines.put(None, timeout=PATIENCE)
        except Full:
            return
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            lines = [line]
            while (
                len(lines) < MOST_AT_ONCE
                and not self._lines.empty()
                and (more := self._lines.get()) is not None
            ):
                lines.append(more)
            self._write("\n".join(lines))

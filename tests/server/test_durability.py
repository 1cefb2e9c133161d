"""Fifty clients register while the server is killed and started again: what was acknowledged is there, once."""

from __future__ import annotations

import json
import random
import signal
import socket
import sqlite3
import threading
import time
from collections import Counter, defaultdict
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from served import Rest, serving

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS = 50
KILLS = 4
SUBJECTS = 10
AFTER = (0.4, 0.9)
"""Seconds from the first acknowledgement of a life to its end."""


class Clients:
    """Threads that register new versions, again after each failure; acknowledged: what each was told.

    A schema's name tells it from all others, and every subject takes any: the question is what is kept.
    """

    def __init__(self, port: int) -> None:
        self.rest = Rest(f"http://127.0.0.1:{port}")
        self.acknowledged: list[tuple[str, str, int]] = []
        self.refused: list[Any] = []
        self.over = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int) -> None:
        chosen = random.Random(number)  # noqa: S311  (nothing to guess)
        count = 0
        while not self.over.is_set():
            subject = f"s{chosen.randrange(SUBJECTS)}"
            schema = json.dumps(
                {"type": "fixed", "name": f"C{number}x{count}", "size": 8}, separators=(",", ":")
            )
            count += self._registered(subject, schema)

    def _registered(self, subject: str, schema: str) -> bool:
        """Ask until there is an answer: the server may have kept what it could not acknowledge."""
        while not self.over.is_set():
            try:
                answer = self.rest.post(f"/subjects/{subject}/versions", {"schema": schema})
            except (OSError, HTTPException):
                time.sleep(0.02)
                continue
            if answer.status == 200:
                self.acknowledged.append((subject, schema, answer.json["id"]))
            else:
                self.refused.append(answer)
            return True
        return False


def test_what_was_acknowledged_survives(tmp_path: Path) -> None:
    port = free_port()
    clients = Clients(port)
    with serving(tmp_path, port=port) as server:
        server.rest.put("/config", {"compatibility": "NONE"})
        server.end()
    clients.start()
    try:
        for life in range(KILLS):
            with serving(tmp_path, port=port) as server:
                before = len(clients.acknowledged)
                wait_for(lambda before=before: len(clients.acknowledged) > before)
                time.sleep(random.Random(life).uniform(*AFTER))  # noqa: S311
                server.end(signal.SIGKILL)
    finally:
        clients.join()
    assert clients.refused == []
    with serving(tmp_path, port=port) as server:
        check(server.rest, clients)
    with sqlite3.connect(tmp_path / "schemactl-registry.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def check(rest: Rest, clients: Clients) -> None:
    """Every acknowledged schema has its id, no id has two, and versions are 1, 2, 3, …"""
    assert len(clients.acknowledged) > KILLS * CLIENTS / 2
    ids = {schema: schema_id for _, schema, schema_id in clients.acknowledged}
    assert max(Counter(ids.values()).values()) == 1
    kept: dict[str, dict[str, int]] = defaultdict(dict)
    for each in rest.get("/schemas").json:
        kept[each["subject"]][each["schema"]] = each["id"]
    for subject, schema, schema_id in clients.acknowledged:
        assert kept[subject][schema] == schema_id
    for subject, schemas in kept.items():
        assert rest.get(f"/subjects/{subject}/versions").json == list(range(1, len(schemas) + 1))
    every = Counter(schema_id for schemas in kept.values() for schema_id in schemas.values())
    assert max(every.values()) == 1


def wait_for(condition: Any) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

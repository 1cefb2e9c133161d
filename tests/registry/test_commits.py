"""Threads that write at once share a commit; where it fails, none of them has written, and the next ones have."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.registry.embedded.store import Store

if TYPE_CHECKING:
    from pathlib import Path

FULL_DISK = """
import json, resource, signal, sys, threading
from schemactl.errors import RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText
from schemactl.registry.embedded import EmbeddedRegistry

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
registry = EmbeddedRegistry(sys.argv[1], OwnEngine(), create=True)
told, refused = [], []

def register(number):
    for each in range(400):
        name = f"F{number}x{each}"
        try:
            registry.register(name, SchemaText(text=json.dumps({"type": "fixed", "name": name, "size": 8})))
            told.append(name)
        except RegistryError as error:
            refused.append(error.message)

resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
threads = [threading.Thread(target=register, args=(number,)) for number in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
refusals = len(refused)
register(9)
print(json.dumps({"told": told, "refused": refusals, "after": len(refused) - refusals}))
"""


def test_many_writers_at_once(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "x.db"), create=True)
    started = threading.Barrier(12)

    def write(number: int) -> None:
        started.wait()
        for each in range(20):
            with store.writing() as at:
                at.execute("INSERT INTO context VALUES (?, 0)", (f".c{number}x{each}",))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as at:
        assert at.execute("SELECT count(*) FROM context").fetchone() == (12 * 20 + 1,)
    store.close()


def test_who_fails_takes_nobody_along(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "x.db"), create=True)
    inside, failed = threading.Event(), []

    def fail() -> None:
        try:
            with store.writing() as at:
                at.execute("INSERT INTO context VALUES ('.bad', 0)")
                inside.set()
                raise ValueError  # noqa: TRY301
        except ValueError as error:
            failed.append(error)

    def write() -> None:
        inside.wait()
        with store.writing() as at:
            at.execute("INSERT INTO context VALUES ('.good', 0)")

    threads = [threading.Thread(target=each) for each in (write, fail)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as at:
        names = [name for (name,) in at.execute("SELECT name FROM context ORDER BY name")]
    assert (names, len(failed)) == ([".", ".good"], 1)
    store.close()


def test_a_statement_that_fails(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "x.db"), create=True)
    with pytest.raises(RegistryError), store.writing() as at:
        at.execute("INSERT INTO context VALUES ('.', 0)")
    with store.writing() as at:
        at.execute("INSERT INTO context VALUES ('.c', 0)")
    store.close()


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """A file may not grow any more: what was acknowledged is there, and all is well when there is space again."""
    path = tmp_path / "full.db"
    command = (sys.executable, "-c", FULL_DISK, str(path))
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["refused"] > 0
    assert said["after"] == 0
    with EmbeddedRegistry(str(path), OwnEngine()) as registry:
        assert set(said["told"]) <= set(registry.subjects())
        assert len(registry.subjects()) <= len(said["told"]) + said["refused"]

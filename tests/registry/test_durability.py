"""What was acknowledged is there, whoever is killed: with several processes on one file."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry

if TYPE_CHECKING:
    from collections.abc import Callable

WRITER = Path(__file__).with_name("writer.py")
WRITERS, ROUNDS, PATIENCE = 4, 4, 60


class Writer:
    """A process that registers, and the file into which it writes what was acknowledged."""

    def __init__(self, path: Path, name: str, limit: int = 1_000_000) -> None:
        self.said = path.with_name(f"{path.name}-{name}.said")
        command = [sys.executable, str(WRITER), str(path), name, "shared", str(limit)]
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(command, stdout=said)

    def kill_after(self, count: int) -> list[tuple[str, int, int, str, str]]:
        """Kill it once it has said so much; everything that it said, but for a torn last line."""
        wait_for(lambda: self.said.read_bytes().count(b"\n") >= count)
        self.process.kill()
        self.process.wait(PATIENCE)
        return self.acknowledged()

    def acknowledged(self) -> list[tuple[str, int, int, str, str]]:
        lines = self.said.read_text().splitlines(keepends=True)
        return [tuple(json.loads(line)) for line in lines if line.endswith("\n")]


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "nothing happens"
        time.sleep(0.001)


def test_everything_acknowledged_survives_kills(tmp_path: Path) -> None:
    """Each writer is killed a little after another, while those that are left go on."""
    path = tmp_path / "registry.sqlite"
    acknowledged = []
    for turn in range(ROUNDS):
        writers = [Writer(path, f"w{number}r{turn}") for number in range(WRITERS)]
        for count, writer in enumerate(writers, start=4):
            acknowledged += writer.kill_after(count + turn)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with EmbeddedRegistry(str(path), OwnEngine()) as registry:
        for subject, number, schema_id, text, guid in acknowledged:
            kept = registry.version(subject, number)
            assert (kept.schema_id, kept.schema.text, kept.guid) == (schema_id, text, guid)
            assert registry.schema(schema_id).text == text
        ids = {}
        for subject in registry.subjects():
            numbers = registry.versions(subject)
            assert numbers == list(range(1, len(numbers) + 1))
            for number in numbers:
                kept = registry.version(subject, number)
                assert ids.setdefault(kept.schema.text, kept.schema_id) == kept.schema_id
        assert len(set(ids.values())) == len(ids)


def test_a_killed_maker_leaves_a_file_that_another_can_use(tmp_path: Path) -> None:
    """Killed at any moment of its start, with the file half made or just finished."""
    for turn in range(6):
        path = tmp_path / f"registry-{turn}.sqlite"
        writer = Writer(path, "w")
        wait_for(path.exists)
        time.sleep(turn / 500)
        acknowledged = writer.kill_after(0)
        with EmbeddedRegistry(str(path), OwnEngine(), create=True) as registry:
            assert {subject for subject, *_ in acknowledged} <= set(registry.subjects())


def test_many_start_at_once_on_one_new_file(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    writers = [Writer(path, f"w{number}", limit=6) for number in range(4)]
    assert [writer.process.wait(PATIENCE) for writer in writers] == [0] * 4
    assert [len(writer.acknowledged()) for writer in writers] == [6] * 4
    with EmbeddedRegistry(str(path), OwnEngine()) as registry:
        assert registry.versions("shared") == list(range(1, 13))

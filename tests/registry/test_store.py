"""A file that is not ours, or that is not to be had: a RegistryError that says what to do, and nothing changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from schemactl.errors import RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.registry.embedded.store import Store

STRING = SchemaText(text='"string"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A registry with one version."""
    path = tmp_path / "registry.sqlite"
    with EmbeddedRegistry(str(path), OwnEngine(), create=True) as registry:
        registry.register("s", STRING)
    return path


def refusal(path: Path | str, *, create: bool = False) -> str:
    """What opening it says, and what to do."""
    with pytest.raises(RegistryError) as caught:
        EmbeddedRegistry(str(path), OwnEngine(), create=create)
    assert caught.value.fix
    assert "embedded:" in caught.value.message
    return caught.value.message


def test_a_file_is_opened_again(path: Path) -> None:
    with EmbeddedRegistry(str(path), OwnEngine()) as registry:
        assert registry.versions("s") == [1]
        assert registry.label == f"embedded:{path}"


def test_every_connection_waits_for_the_disk(path: Path) -> None:
    """No test can cut the power; SQLite promises that a commit survives it with these settings."""
    store = Store(str(path), create=False)
    with store.reading() as one, store.reading() as other:
        for connection in (one, other):
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_a_file_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    """A mistyped path must not be an empty registry, in which everything is new and fine."""
    assert "does not exist" in refusal(tmp_path / "typo.sqlite")
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_no_registry_unless_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    assert "is empty" in refusal(path)
    with EmbeddedRegistry(str(path), OwnEngine(), create=True) as registry:
        assert registry.subjects() == []


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no folder" in refusal(tmp_path / "no" / "registry.sqlite", create=True)


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE version (subject TEXT)")
    before = path.read_bytes()
    assert "another program's" in refusal(path, create=True)
    assert path.read_bytes() == before


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for one " * 99)
    assert "not a database" in refusal(path, create=True)


def test_a_file_of_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "newer schemactl" in refusal(path)


def test_a_damaged_file(path: Path) -> None:
    data = bytearray(path.read_bytes())
    page = 4096
    for start in range(page, len(data), page):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    with EmbeddedRegistry(str(path), OwnEngine()) as registry, pytest.raises(RegistryError) as caught:
        registry.register("t", SchemaText(text='"bytes"'))
    assert "backup" in caught.value.fix


def test_a_file_that_is_locked_for_too_long(path: Path) -> None:
    store = Store(str(path), create=False, patience=0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegistryError, match="locked") as caught, store.writing():
            pytest.fail("the other process has the lock")
        with store.reading() as at:
            assert at.execute("SELECT count(*) FROM version").fetchone() == (1,)
    assert "another process" in caught.value.fix
    with store.writing() as at:
        at.execute("DELETE FROM version")
    store.close()


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_stays_locked_while_it_is_made(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "registry.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        with pytest.raises(RegistryError, match="locked"):
            Store(str(path), create=True, patience=0.1)


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    store = Store(str(path), create=False)

    def fail() -> None:
        with store.writing() as at:
            at.execute("DELETE FROM version")
            at.execute("SELECT nonsense FROM nowhere")

    with pytest.raises(RegistryError):
        fail()
    with store.reading() as at:
        assert at.execute("SELECT count(*) FROM version").fetchone() == (1,)
    store.close()


def test_a_full_disk(path: Path) -> None:
    store = Store(str(path), create=False)

    def fill() -> None:
        with store.writing() as at:
            at.execute("PRAGMA max_page_count = 1")
            at.execute("INSERT INTO setting VALUES ('x', ?, NULL)", ("y" * 10_000_000,))

    with pytest.raises(RegistryError) as caught:
        fill()
    assert "nothing was registered" in caught.value.fix
    store.close()


ASKING = """
import os, sys
from schemactl.errors import RegistryError
from schemactl.judging.own import OwnEngine
from schemactl.model.subject import SchemaText
from schemactl.registry.embedded import EmbeddedRegistry
schema, engine = SchemaText(text='"bytes"'), OwnEngine()
EmbeddedRegistry("", engine).register("t", schema)  # everything is imported before the rights go
if os.geteuid() == 0:
    os.setuid(65534)
try:
    EmbeddedRegistry(sys.argv[1], engine).register("t", schema)
except RegistryError as error:
    print(error.message, "|", error.fix)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_file_that_may_not_be_written(mode: int) -> None:
    """Asked by a process that gave up the superuser's rights, if it had them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "registry.sqlite")
        with EmbeddedRegistry(str(path), OwnEngine(), create=True) as registry:
            registry.register("s", STRING)
        Path(folder).chmod(0o555)
        path.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", ASKING, str(path)], capture_output=True, text=True, check=False
        )
    assert "writable" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("place", ["", "registry.sqlite"])
def test_asking_what_is_closed_does_not_hang(tmp_path: Path, place: str) -> None:
    registry = EmbeddedRegistry(str(tmp_path / place) if place else "", OwnEngine(), create=True)
    registry.close()
    with pytest.raises(RegistryError, match="closed"):
        registry.subjects()


def test_closing_waits_for_nobody(path: Path) -> None:
    """A connection that is in use is closed by the one who uses it."""
    store = Store(str(path), create=False)
    with store.reading() as at:
        store.close()
        assert at.execute("SELECT count(*) FROM version").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        at.execute("SELECT 1")


def test_a_name_that_means_memory_to_sqlite_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with EmbeddedRegistry(":memory:", OwnEngine(), create=True) as registry:
        registry.register("s", STRING)
    with EmbeddedRegistry(":memory:", OwnEngine()) as registry:
        assert registry.subjects() == ["s"]

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from schemactl import __version__
from schemactl.sources.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_put_is_there_for_the_next_process(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "cache.sqlite")
    Cache(path).put_many("links", {str(number): b"%d" % number for number in range(2000)})
    Cache(path).put("7", b"seven")
    found = Cache(path).get_many("links", ["7", "1999", "absent"])
    assert found == {"7": b"7", "1999": b"1999"}
    assert Cache(path).get("7") == b"seven"
    assert Cache(path).get("8") is None


def test_a_value_is_replaced(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    cache.put("a", b"1")
    cache.put("a", b"2")
    assert cache.get("a") == b"2"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"SCHEMACTL_CACHE": "/c", "XDG_CACHE_HOME": "/x"}, "/c"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/schemactl"),
        ({}, "~/.cache/schemactl"),
    ],
)
def test_where_it_is(environ: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    folder = expected.replace("~", "/home/me")
    assert Cache.default(environ)._path == f"{folder}/cache-{__version__}.sqlite"


def test_switched_off_it_keeps_nothing() -> None:
    cache = Cache.default({"SCHEMACTL_CACHE": "off"})
    cache.put("a", b"1")
    assert cache.get("a") is None


def test_a_corrupt_file_is_forgotten_and_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    path.write_bytes(b"no database at all " * 100)
    cache = Cache(str(path))
    assert cache.get("a") is None
    cache.put("a", b"1")
    assert cache.get("a") == b"1"


def test_a_damaged_page_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    cache = Cache(str(path))
    cache.put_many("", {str(number): b"x" * 500 for number in range(200)})
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert cache.get("1") is None
    cache.put("a", b"1")
    assert cache.get("a") == b"1"


@pytest.mark.parametrize("place", ["a file/cache", "a folder"])
def test_a_place_that_cannot_be_written_is_no_error(place: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    (tmp_path / "a folder").mkdir()
    cache = Cache(str(tmp_path / place))
    cache.put("a", b"1")
    assert cache.get("a") is None


def test_while_another_process_writes_it_is_as_if_empty(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    cache = Cache(str(path))
    cache.put("a", b"1")
    with sqlite3.connect(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert cache.get("a") is None
        cache.put("b", b"2")
        other.rollback()
    other.close()
    assert (cache.get("a"), cache.get("b")) == (b"1", None)


def test_several_processes_may_write_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "cache")
    script = (
        "import sys; from schemactl.sources.cache import Cache\n"
        "for number in range(20): Cache(sys.argv[1]).put(sys.argv[2] + str(number), b'x')"
    )
    writers = [subprocess.Popen((sys.executable, "-c", script, path, name)) for name in ("a", "b")]
    assert [writer.wait() for writer in writers] == [0, 0]
    kept = Cache(path).get_many("", [f"{name}{number}" for name in "ab" for number in range(20)])
    assert set(kept.values()) == {b"x"}  # who waits too long keeps nothing


def test_it_stays_within_its_bound_and_forgets_the_oldest(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    cache = Cache(str(path), limit=200_000)
    for number in range(40):
        cache.put(str(number), bytes(20_000))
    assert path.stat().st_size < 300_000
    assert cache.get("39") is not None
    assert cache.get("0") is None


def test_what_is_larger_than_the_bound_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"), limit=100_000)
    cache.put("a", bytes(200_000))
    assert cache.get("a") is None

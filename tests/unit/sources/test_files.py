from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from schemactl.errors import LookError
from schemactl.sources.files import blob_id, folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from repositories import Repo


def test_every_schema_file_below_a_folder_by_its_path_from_there(tmp_path: Path) -> None:
    for name in ("a.proto", "b/c/d.avsc", "b/e.txt", "ä/ö.proto", "n\nl/x y.proto"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    source = folder(str(tmp_path), label="dir:x", prefix="x")
    assert sorted(source.digests) == ["a.proto", "b/c/d.avsc", "n\nl/x y.proto", "ä/ö.proto"]
    assert source.fetch(["b/c/d.avsc"]) == {"b/c/d.avsc": b"b/c/d.avsc"}
    assert (source.label, source.prefix) == ("dir:x", "x/")


def test_what_was_installed_or_is_hidden_is_passed_over(tmp_path: Path) -> None:
    for name in (
        ".git/a.proto",
        "node_modules/m/a.proto",
        ".venv/a.proto",
        "x/site-packages/a.proto",
        "x/a.proto",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(folder(str(tmp_path)).digests) == ["x/a.proto"]


def test_a_single_file_is_a_source_too(tmp_path: Path) -> None:
    (tmp_path / "a.avsc").write_text('"int"')
    (tmp_path / "b.avsc").write_text('"long"')
    source = folder(str(tmp_path / "a.avsc"), prefix="sub/a.avsc")
    assert source.fetch(source.digests) == {"a.avsc": b'"int"'}
    assert source.prefix == "sub/"


def test_symbolic_links_to_files_are_read_and_loops_of_folders_are_not_walked(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.proto").write_text("text")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "folder.proto").symlink_to(tmp_path)
    (tmp_path / "link.proto").symlink_to("a/a.proto")
    source = folder(str(tmp_path))
    assert source.fetch(source.digests) == {"a/a.proto": b"text", "link.proto": b"text"}


@pytest.mark.parametrize("data", [b"", b"x", b"\r\n\0" * 1000])
def test_a_digest_is_what_git_calls_the_content(data: bytes, repo: Repo) -> None:
    asked = subprocess.run(
        ("git", "hash-object", "--stdin"), input=data, capture_output=True, check=True, cwd=repo.path
    )
    assert blob_id(data) == asked.stdout.decode().strip()
    assert len(blob_id(data, wide=True)) == 64


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _itself(path: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _refusing(path: Path) -> None:
    path.symlink_to("/proc/self/mem")  # a regular file that cannot be read from its start


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_dangling, "is gone, or links to nothing"),
        (_itself, "cannot be read"),
        (_pipe, "is not a regular file"),
        (_refusing, "cannot be read: Input/output error"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(make: Callable[[Path], None], says: str, tmp_path: Path) -> None:
    make(tmp_path / "bad.proto")
    with pytest.raises(LookError, match=f"bad.proto {says}") as caught:
        folder(str(tmp_path))
    assert caught.value.fix


@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere", "does not exist"), ("nowhere.proto", "is gone"), ("a.txt", "is no schema file")],
)
def test_what_is_no_source(name: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(LookError, match=says):
        folder(str(tmp_path / name))


def test_a_file_that_vanishes_after_it_was_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text("")
    source = folder(str(tmp_path))
    (tmp_path / "a.proto").unlink()
    with pytest.raises(LookError, match=r"a\.proto is gone"):
        source.fetch(["a.proto"])


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from schemactl.errors import LookError\n"
        "from schemactl.sources.files import folder\n"
        "os.chdir(sys.argv[1])\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: folder('.')\n"
        "except LookError as error: print(error)\n"
    )
    (tmp_path / "shut").mkdir(mode=0)
    tmp_path.chmod(0o755)
    python = __import__("sys").executable
    done = subprocess.run((python, "-c", script, tmp_path), capture_output=True, text=True, check=True)
    assert done.stdout == "./shut/ cannot be read: Permission denied\n"

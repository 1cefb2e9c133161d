from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from schemactl.sources.staged import nothing_staged

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repo


@pytest.mark.parametrize(
    ("files", "nothing"),
    [
        ({}, True),
        ({"readme.md": "2"}, True),
        ({"not-a.protobuf": "x"}, True),
        ({"sub/a.proto": "2"}, False),
        ({"sub/a.proto": None}, False),
        ({"new\nname.avsc": "x"}, False),
        ({"schemactl.toml": ""}, False),
        ({"sub/pyproject.toml": ""}, False),
        ({"schemactl-waivers.toml": ""}, False),
        ({"our.toml": ""}, False),
    ],
)
def test_whether_there_is_anything_to_look_at(
    files: dict[str, str | None], nothing: object, repo: Repo
) -> None:
    repo.commit({"sub/a.proto": "1", "readme.md": "1"})
    repo.write(files)
    repo.git("add", "--all")
    assert nothing_staged(str(repo.path), also=["conf/our.toml"]) is nothing
    repo.git("reset", "--quiet")
    assert nothing_staged(str(repo.path))


def test_where_git_does_not_say_it_is_not_nothing(repo: Repo, tmp_path: Path) -> None:
    assert not nothing_staged(str(repo.path))  # no commit yet
    assert not nothing_staged(str(tmp_path))  # no repository


def test_the_question_costs_no_library() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "from schemactl.sources import staged; print(*set(sys.modules) - before)"
    )
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "schemactl.sources.git" in loaded
    assert not loaded & {
        "click",
        "google.protobuf",
        "grpc_tools",
        "fastavro",
        "sqlite3",
        "hashlib",
        "json",
        "pathlib",
    }

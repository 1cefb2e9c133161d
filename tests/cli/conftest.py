"""A command line to run in this process, and repositories to run it in."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from cli.registries import Shop

from schemactl.cli import exits
from schemactl.cli.main import program

ROOT = Path(__file__).parents[2]

ORDER = """\
syntax = "proto3";
package order.v1;

message OrderPlaced {
  string id = 1;
  int64 amount_cents = 2;
  oneof payload {
    string cash = 3;
  }
}
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: str) -> Done: ...


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of its own, without the habits of the machine or of its CI."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "GITHUB_", "CI", "BUILDKITE", "SYSTEM_", "CHANGE_")):
            monkeypatch.delenv(name)
    for name, value in {
        "SCHEMACTL_CACHE": "off", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
        "GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "PYTHONPATH": str(ROOT),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Done:
        capsys.readouterr()
        code = exits.run(program, arguments)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


class Files:
    """The working folder: files to write, and git around them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, path: str, before: str, after: str) -> None:
        text = (self.folder / path).read_text()
        assert before in text
        self.write(path, text.replace(before, after))

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "step")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "work")


@pytest.fixture
def repo(files: Files) -> Files:
    """A repository with one commit of proto/order.proto."""
    files.git("init", "-q", "-b", "main")
    files.write("proto/order.proto", ORDER)
    files.commit()
    return files


@pytest.fixture
def shop(run: Run, files: Files) -> Shop:
    """A project whose events go to two topics, and a registry that nothing is in yet."""
    return Shop(run, files)

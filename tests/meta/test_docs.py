"""Every ```console block of the documentation is run in a copy of the examples, and prints what it shows.

A line `$ command` is run, `> ` continues it, and what follows is its output; a line `…` stands for any lines.
Times, days and git's ids differ from run to run and are not compared. With SCHEMACTL_WRITE=docs, the pages
are rewritten where they show something else, and the diff is reviewed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*(?:\n>(?: .*)?$)*)\n?", re.MULTILINE)
VARYING = [
    (re.compile(r"\b\d+\.\d+ s\b"), "# s"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b(?: \d\d:\d\d UTC, \d+ \w+ ago)?"), "#day"),
    (re.compile(r"(?<=git:)[0-9a-f]{7,12}\b|(?<= at )[0-9a-f]{7,12}(?=:)"), "#id"),
]


def steps(page: str) -> list[tuple[str, str]]:
    """Give every command of a page with the output that the page shows."""
    found = []
    for block in BLOCK.findall(page):
        parts = COMMAND.split(block)
        assert not parts[0].strip(), f"a console block starts with a command, not with {parts[0]!r}"
        found += [
            (re.sub(r"\n> ?", "\n", command), shown)
            for command, shown in zip(parts[1::2], parts[2::2], strict=True)
        ]
    return found


def run(commands: list[str], folder: Path, environ: dict[str, str]) -> list[str]:
    """Run commands in one shell, so that `cd` and `$?` work, and give what each prints."""
    between = "\nstatus=$?; printf '\\0'; (exit $status)\n"
    script = "".join(command + between for command in commands)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environ, stdin=subprocess.DEVNULL, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.split("\0")[: len(commands)]


def steady(text: str) -> str:
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


def shows(page: str, printed: str) -> bool:
    """Whether the output is what the page shows."""
    pattern = "\n".join(
        "(?:.*\n)*?.*" if line == "…" else re.escape(line) for line in steady(page).split("\n")
    )
    return re.fullmatch(pattern, steady(printed)) is not None


def rewritten(page: str, printed: list[str]) -> str:
    """Put what the commands printed under them, except where the page already shows as much."""
    outputs = iter(printed)

    def block(match: re.Match[str]) -> str:
        _, *parts = COMMAND.split(match[1])
        lines = []
        for command, shown in zip(parts[::2], parts[1::2], strict=True):
            output = next(outputs)
            kept = shown if shows(shown, output) else output.rstrip() + "\n" * bool(output.strip())
            lines.append(f"$ {command}\n{kept}")
        return f"```console\n{''.join(lines)}```"

    return BLOCK.sub(block, page)


def _of_go() -> dict[str, str]:
    """Go's caches, which are the user's wherever HOME is; nothing where there is no go."""
    if shutil.which("go") is None:
        return {}
    names = ("GOCACHE", "GOMODCACHE")
    said = subprocess.run(["go", "env", *names], capture_output=True, text=True, check=True).stdout
    return dict(zip(names, said.splitlines(), strict=True))


def _of_cargo() -> dict[str, str]:
    """Where Rust's programs and their caches are, wherever HOME is; and one place for all that they compile."""
    home = Path.home()
    places = {"CARGO_HOME": home / ".cargo", "RUSTUP_HOME": home / ".rustup"}
    said = {name: os.environ.get(name, str(place)) for name, place in places.items()}
    return said | {"CARGO_TARGET_DIR": str(ROOT / ".parts" / "rust-generated" / "target")}


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A git repository with proto/ and avro/ committed, and an environment with schemactl on PATH."""
    folder, home, programs = tmp_path / "shop", tmp_path / "home", tmp_path / "bin"
    for made in (folder, home, programs):
        made.mkdir()
    for name in ("proto", "avro"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "evolution", tmp_path / "evolution")
    program = programs / "schemactl"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m schemactl "$@"\n')
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name.startswith("COV")}
    environ = kept | _of_go() | _of_cargo() | {
        "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(home),
        "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "120", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Sam", "GIT_AUTHOR_EMAIL": "sam@example.com",
        "GIT_COMMITTER_NAME": "Sam", "GIT_COMMITTER_EMAIL": "sam@example.com",
    }  # fmt: skip
    start = ["git init --quiet --initial-branch=main", "git add .", "git commit --quiet --message=Events"]
    assert run(start, folder, environ) == ["", "", ""]
    return folder, environ


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_prints_what_the_page_shows(page: Path, project: tuple[Path, dict[str, str]]) -> None:
    text = page.read_text(encoding="utf-8")
    for tool in ("go", "cargo"):
        if f"$ {tool} " in text and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    expected = steps(text)
    printed = run([command for command, _ in expected], *project)
    if os.environ.get("SCHEMACTL_WRITE") == "docs":
        page.write_text(rewritten(text, printed), encoding="utf-8")
        return
    for (command, shown), output in zip(expected, printed, strict=True):
        assert shows(shown, output), f"$ {command}\n{steady(output)}"


def test_a_page_that_shows_something_else_is_noticed() -> None:
    assert shows("1 break · 0.12 s\n", "1 break · 3.40 s\n")
    assert shows("first\n…\nlast\n", "first\nany\nthing\nlast\n")
    assert not shows("1 break\n", "2 breaks\n")
    assert not shows("first\n…\nlast\n", "first\nany\n")
    page = "```console\n$ a \\\n> b\nout\n$ c\n```\n"
    assert steps(page) == [("a \\\nb", "out\n"), ("c", "")]
    assert rewritten(page, ["out\n", "new\n"]) == page.replace("$ c\n", "$ c\nnew\n")

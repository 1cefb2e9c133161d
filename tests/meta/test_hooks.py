from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_both_hook_files_are_the_same() -> None:
    assert (ROOT / "pre-commit-hooks.yaml").read_bytes() == (ROOT / ".pre-commit-hooks.yaml").read_bytes()


def test_pre_commit_accepts_them() -> None:
    done = subprocess.run(
        (sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_hooks_are_commands_that_there_are() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text()
    entries = [line.split()[1:] for line in text.splitlines() if line.strip().startswith("entry:")]
    assert [entry[1] for entry in entries] == ["check", "lint", "check"]
    for entry in entries:
        done = subprocess.run(
            (sys.executable, "-m", *entry, "--help"), capture_output=True, text=True, check=False, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        assert all(option in done.stdout for option in entry[2:])

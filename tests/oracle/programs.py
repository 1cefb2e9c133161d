"""Questions in; answers of another people's program out, one JSON object a line each way."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
PARTS = ROOT / ".parts"


def program(name: str) -> str:
    """The path of an installed part; the test that needs it is skipped where it is not."""
    path = PARTS / name
    if not path.exists():
        script = name.partition("/")[0]
        pytest.skip(f"{script} is not installed: run tests/parts/{script}.sh, or make oracle")
    return str(path)


def ask(name: str, questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put all questions to one process of the part; its answers come in the same order."""
    lines = [json.dumps(question) for question in questions]
    done = subprocess.run(
        [program(name)], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(answers) == len(lines), done.stderr
    return answers


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the part once."""
    return subprocess.run([program(name), *arguments], capture_output=True, text=True, check=False)

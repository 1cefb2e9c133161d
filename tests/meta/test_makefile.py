"""`make` alone lists every target with what it does, and the pages name no other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def listed() -> dict[str, str]:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(re.findall(r"^  make (\S+) +(\S.*)$", done.stdout, re.MULTILINE))


def test_every_target_is_listed() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert listed().keys() == set(phony[1].split())


def test_the_pages_name_targets_that_exist() -> None:
    prose = (
        page for page in ROOT.glob("docs/**/*.md") if page.parent.name != "rules"
    )  # rules say "make it …"
    pages = [*ROOT.glob("*.md"), *prose, ROOT / ".ci" / "run"]
    named = {
        target
        for page in pages
        for target in re.findall(r"(?:^|`|docs )make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test", "bench", "real"} <= named
    assert named <= listed().keys()

"""buf beside our Protobuf verdicts, on the pairs that people wrote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from oracle.buf_classes import BREAKING, JSON, SURFACES, WIRE, Complaint
from oracle.material import POLICIES, written
from oracle.programs import run
from oracle.refused import cells

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.material import Pair

CONFIGURATION = json.dumps({"version": "v2", "breaking": {"use": [WIRE, JSON]}})
BREAKS = 100
"""buf's exit code when it refuses."""


@pytest.fixture(scope="module")
def categories() -> dict[str, set[str]]:
    """The rules of each category, as buf itself lists them."""
    listed = run(
        "buf", "config", "ls-breaking-rules", "--version", "v2", "--format", "json"
    ).stdout.splitlines()
    rules = [json.loads(line) for line in listed]
    return {name: {rule["id"] for rule in rules if name in rule["categories"]} for name in (WIRE, JSON)}


def test_buf_says_the_same_or_we_know_why(categories, tally, tmp_path):
    pairs = [pair for pair in written("protobuf") if pair.changes]
    assert len(pairs) > 300
    for pair in pairs:
        complaints = refused_by_buf(pair, tmp_path)
        for category, rules in categories.items():
            verdict = pair.verdict(SURFACES[category], POLICIES["default"])
            ours = list(cells(pair, verdict))
            theirs = [
                Complaint(pair, category, rule, message)
                for rule, message in complaints
                if rule in rules or rule == "failure"
            ]
            tally.answer(BREAKING, category, [] if bool(ours) == bool(theirs) else ours or theirs)
    tally.nothing_unexplained(BREAKING)
    tally.nothing_unneeded(BREAKING)


def refused_by_buf(pair: Pair, folder: Path) -> list[tuple[str, str]]:
    """buf's rules that fire, each with what it says; that buf cannot read a schema counts as well."""
    (folder / "old.binpb").write_bytes(pair.old.image)
    (folder / "new.binpb").write_bytes(pair.new.image)
    done = run(
        "buf", "breaking", str(folder / "new.binpb"), "--against", str(folder / "old.binpb"),
        "--config", CONFIGURATION, "--error-format", "json",
    )  # fmt: skip
    if done.returncode not in (0, BREAKS):
        return [("failure", done.stderr.strip())]
    return [(found["type"], found["message"]) for found in map(json.loads, done.stdout.splitlines())]

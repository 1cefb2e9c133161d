"""buf beside our Protobuf verdicts, on the pairs that people wrote."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from oracle.buf_classes import BREAKING, JSON, SURFACES, WIRE, Complaint
from oracle.material import POLICIES, written
from oracle.programs import run
from oracle.refused import cells

from schemactl.rules.catalog import buf_names, catalogue
from schemactl.verdict.decide import Judge

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.material import Pair

CONFIGURATION = json.dumps({"version": "v2", "breaking": {"use": [WIRE, JSON, "FILE", "PACKAGE"]}})
FAILURE = "failure"
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


@pytest.fixture(scope="module")
def complaints(tmp_path_factory) -> dict[Pair, list[tuple[str, str]]]:
    """Each pair with the rules of buf that fire, of whatever category, and what they say."""
    folder = tmp_path_factory.mktemp("images")
    return {pair: refused_by_buf(pair, folder) for pair in written("protobuf") if pair.changes}


def test_buf_says_the_same_or_we_know_why(categories, complaints, tally):
    assert len(complaints) > 300
    for pair, told in complaints.items():
        for category, rules in categories.items():
            verdict = pair.verdict(SURFACES[category], POLICIES["default"])
            ours = list(cells(pair, verdict))
            theirs = [
                Complaint(pair, category, rule, message)
                for rule, message in told
                if rule in rules or rule == FAILURE
            ]
            tally.answer(BREAKING, category, [] if bool(ours) == bool(theirs) else ours or theirs)
    tally.nothing_unexplained(BREAKING)
    tally.nothing_unneeded(BREAKING)


def test_where_a_rule_of_ours_fires_a_rule_of_buf_that_it_names_does(complaints):
    judge = Judge(catalogue("protobuf"))
    fired: dict[str, set[str]] = defaultdict(set)
    for pair, told in complaints.items():
        for rule in {rule.id for change in pair.changes for rule in judge.answers(change)[0]}:
            fired[rule] |= {name for name, _ in told}
    named = {rule.id: set(buf_names(rule.id)) for rule in catalogue("protobuf").rules}
    assert {rule: names for rule, names in named.items() if names and not names & fired[rule]} == {}


def refused_by_buf(pair: Pair, folder: Path) -> list[tuple[str, str]]:
    """buf's rules that fire, each with what it says; that buf cannot read a schema counts as well."""
    (folder / "old.binpb").write_bytes(pair.old.image)
    (folder / "new.binpb").write_bytes(pair.new.image)
    done = run(
        "buf", "breaking", str(folder / "new.binpb"), "--against", str(folder / "old.binpb"),
        "--config", CONFIGURATION, "--error-format", "json",
    )  # fmt: skip
    if done.returncode not in (0, BREAKS):
        return [(FAILURE, done.stderr.strip())]
    return [(found["type"], found["message"]) for found in map(json.loads, done.stdout.splitlines())]

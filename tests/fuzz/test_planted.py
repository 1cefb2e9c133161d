"""The fuzzer itself: every planted bug is found within a bounded number of payloads, and nothing where none is planted.

`make planted` asks five seeds of each and compares with plain hypothesis.
"""

from __future__ import annotations

import pytest
from oracle.programs import program
from planted.search import CLEAN, FOREIGN, MOST, bugs, foreign, ours, schema

SLOW = {
    "UnboundedRecursion",
    "BottomlessGifts",
    "EndlessEmpties",
    "BelievesLengths",
    "BelievesCounts",
    "QuadraticText",
}
"""Those that only deep, large or greedy payloads show; `make planted` has them, in a process with little memory."""
QUICK = [(form, bug) for form, bug in bugs() if bug.__name__ not in SLOW]


@pytest.mark.parametrize("form", sorted(CLEAN))
def test_nothing_is_found_where_nothing_is_planted(form):
    assert ours(form, CLEAN[form], 0, 1500) == (0, "")


@pytest.mark.parametrize(("form", "bug"), QUICK, ids=[f"{form}-{bug.__name__}" for form, bug in QUICK])
def test_each_bug_is_found(form, bug):
    at, claim = ours(form, bug, 1)
    assert 0 < at <= MOST
    assert claim in {"declared", "reads", "refuses", "equal", "unknown"}


def test_there_are_many():
    assert len(bugs()) >= 40
    assert sum(map(len, FOREIGN.values())) >= 10


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "bug"), [(name, bug) for name, found in FOREIGN.items() for bug in found])
def test_bugs_in_go_and_rust(name, bug, tmp_path):
    image = tmp_path / "planted.binpb"
    image.write_bytes(schema("protobuf").image)
    at, _ = foreign(program(name), bug, 0, image)
    assert at > 0

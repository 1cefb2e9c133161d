"""The cases themselves: every rule has one, each is about its folder's rule, says why, and is read at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from casebook import CASES, Case, cases

from schemactl.rules.catalog import FORMATS, catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from schemactl.model.rule import Rule

LINES = 40
RULES = [rule for name in FORMATS for rule in catalogue(name).rules]
each_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_case(rule: Rule) -> None:
    assert rule.id in {case.rule for case in cases()}


@each_case
def test_a_case_is_about_the_rule_of_its_folder(case: Case) -> None:
    found = {finding["rule"] for finding in case.expected.get("finding", [])}
    assert case.rule in found or (case.about_nothing and not found)


@each_case
def test_a_case_says_why(case: Case) -> None:
    assert len(case.expected["why"]) > len("too short")
    assert set(case.expected) <= {"why", "verdict", "finding"}


@pytest.mark.parametrize("path", [path for path in CASES.glob("*/*/*/**/*.*") if path.is_file()], ids=str)
def test_a_file_is_read_at_a_glance(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LINES

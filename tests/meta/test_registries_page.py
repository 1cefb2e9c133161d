"""docs/registries.md has the deviations that are listed, each with its reason, and the questions that are asked."""

from __future__ import annotations

import re
from pathlib import Path

from conformance import test_protocol
from conformance.deviations import DEVIATIONS
from conformance.page import page, words
from conformance.registries import REGISTRIES

PAGE = Path(__file__).parents[2] / "docs" / "registries.md"


def test_every_deviation_is_on_the_page() -> None:
    rows = re.findall(r"^\| (Apicurio.*?) \| (.*?) \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert rows == [(", ".join(each.registries), words(each.test), each.reason) for each in DEVIATIONS]


def test_every_registry_and_every_question_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    asked = {words(name.removeprefix("test_")) for name in vars(test_protocol) if name.startswith("test_")}
    told = set(re.findall(r"^\| ([a-z][^|:]*?)(?:: `.*`)? \|", text, re.MULTILINE))
    assert told == asked
    assert f"| | {' | '.join(REGISTRIES)} |" in text


def test_a_deviation_is_of_a_registry_and_a_question_that_there_are() -> None:
    for each in DEVIATIONS:
        assert set(each.registries) <= REGISTRIES.keys()
        assert hasattr(test_protocol, f"test_{each.test.partition('[')[0]}")
    keys = [(registry, each.test) for each in DEVIATIONS for registry in each.registries]
    assert len(set(keys)) == len(keys)


def test_the_page_says_what_was_shown() -> None:
    shown = {("a", "find"): True, ("b", "find"): False, ("a", "odd_names[..]"): True}
    text = page(shown)
    assert "| | a | b |" in text
    assert "| find | yes | otherwise |" in text
    assert "| odd names: `..` | yes | not asked |" in text

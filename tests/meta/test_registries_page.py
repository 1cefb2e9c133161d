"""docs/registries.md has the deviations that are listed, each with its reason, and the questions that are asked."""

from __future__ import annotations

import re
from pathlib import Path

from conformance import test_protocol
from conformance.deviations import DEVIATIONS
from conformance.page import page, words
from conformance.registries import REGISTRIES
from conformance.rest_deviations import DEVIATIONS as REST

PAGE = Path(__file__).parents[2] / "docs" / "registries.md"


def rows(title: str) -> list[tuple[str, ...]]:
    section = PAGE.read_text("utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| (Apicurio.*?) \| (.*?) \| (.*) \|$", section, re.MULTILINE)


def test_every_deviation_is_on_the_page() -> None:
    listed = [(", ".join(each.registries), words(each.test), each.reason) for each in DEVIATIONS]
    assert rows("Where they deviate") == listed


def test_every_deviation_of_a_rest_interface_is_on_the_page() -> None:
    told = {
        (server, test, reason)
        for servers, test, reason in rows("Where their REST interfaces deviate")
        for server in servers.split(", ")
    }
    listed = {(server, words(test.removeprefix("test_")), reason) for (server, test), reason in REST.items()}
    assert told == listed


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


def test_the_page_says_what_was_asked() -> None:
    seldom = next(each for each in DEVIATIONS if each.sometimes)
    asked = {
        ("a", "find"): None,
        ("b", "find"): DEVIATIONS[0],
        ("c", "find"): seldom,
        ("a", "odd_names[..]"): None,
    }
    text = page(asked)
    assert "| | a | b | c |" in text
    assert "| find | yes | otherwise | at times |" in text
    assert "| odd names: `..` | yes | not asked | not asked |" in text

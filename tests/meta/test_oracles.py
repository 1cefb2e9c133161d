"""docs/oracles.md has the classes that there are; what has no class is noticed, and a class that has nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from oracle import avro_classes, buf_classes, protobuf_classes, reader_classes
from oracle.page import Class, Oracle, Tally

PAGE = Path(__file__).parents[2] / "docs" / "oracles.md"
ORACLES = [
    avro_classes.COMPATIBILITY,
    avro_classes.DECODING,
    buf_classes.BREAKING,
    protobuf_classes.DECODING,
    protobuf_classes.CELLS,
    reader_classes.PROFILES,
]
SMALL = Class("small", "it is small", lambda number: number < 10)
LARGE = Class("large", "it is large", lambda number: number > 100)
ORACLE = Oracle("Numbers", "How large they are.", ("us",), (SMALL, LARGE))


def test_the_page_has_every_class_with_its_reason():
    sections = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", PAGE.read_text(), re.MULTILINE))
    assert list(sections) == [oracle.title for oracle in ORACLES]
    for oracle in ORACLES:
        rows = re.findall(r"^\| (.*?) \|.*\| (.+) \|$", sections[oracle.title], re.MULTILINE)
        told = [
            row for row in rows if row[0] not in ("", "---", "of these", "the same answer", "another answer")
        ]
        assert told == [(each.name, each.reason) for each in oracle.classes]
        assert oracle.asked in sections[oracle.title]


def test_classes_of_one_oracle_have_names_of_their_own():
    for oracle in ORACLES:
        names = [each.name for each in oracle.classes]
        assert len(set(names)) == len(names)


def test_a_difference_belongs_to_the_first_class_that_holds():
    assert [ORACLE.explain(number) for number in (1, 50, 500)] == [SMALL, None, LARGE]


def test_a_difference_without_a_class_is_noticed():
    tally = Tally()
    tally.answer(ORACLE, "us", [1, 50])
    with pytest.raises(AssertionError, match="us: 50"):
        tally.nothing_unexplained(ORACLE)


def test_a_class_without_a_difference_is_noticed():
    tally = Tally()
    tally.answer(ORACLE, "us", [1])
    tally.nothing_unexplained(ORACLE)
    with pytest.raises(AssertionError, match="large"):
        tally.nothing_unneeded(ORACLE)


def test_answers_are_counted_once_and_classes_once_an_answer():
    tally = Tally()
    for numbers in ([], [], [1, 2], [1, 500]):
        tally.answer(ORACLE, "us", numbers)
    page = tally.page()
    for row in (
        "| the same answer | 2 |",
        "| another answer | 2 |",
        "| small | 2 | it is small |",
        "| large | 1 |",
    ):
        assert row in page

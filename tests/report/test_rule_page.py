"""A rule's page, as documentation and in a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemactl.report import rule_page

if TYPE_CHECKING:
    from worlds import World

    from schemactl.model.rule import Rule


@pytest.fixture
def rule(retyped: World) -> Rule:
    return retyped.answer().breaks[0].rule


def test_markdown(rule: Rule) -> None:
    page = rule_page.markdown(rule)
    assert page.startswith("# protobuf-field-type-incompatible\n\nA field has another type")
    assert (
        "| surface | backward (new readers, old events) | forward (old readers, new events) |\n"
        "| --- | --- | --- |\n"
        "| wire | loses | loses |\n"
        "| json | rejects | ok |\n" in page
    )
    assert "## Bad\n\nBefore:\n\n```proto\nmessage A { int32 x = 1; }\n```\n\nAfter:" in page
    assert page.endswith("## References\n\n- <https://protobuf.dev/programming-guides/encoding/>\n")


def test_text(rule: Rule) -> None:
    page = rule_page.text(rule)
    assert page.startswith("protobuf-field-type-incompatible (since 0.1.0)\nA field has another type")
    assert "   wire     backward (new readers, old events)  loses\n" in page
    assert "bad: after\n   message A { string x = 1; }\n" in page
    assert "tolerate" not in page


def test_a_tolerance_is_named_and_references_may_be_none(rule: Rule) -> None:
    other = replace(rule, tolerance="narrowing", refs=(), id="avro-x")
    assert "tolerate it under the name `narrowing`" in rule_page.text(other)
    assert "tolerate it under the name `narrowing`" in rule_page.markdown(other)
    assert "References" not in rule_page.markdown(other)
    assert "references" not in rule_page.text(other)
    assert "```json" in rule_page.markdown(other)


def test_the_catalogue_is_a_line_for_each_rule(rule: Rule) -> None:
    other = replace(rule, id="avro-x", summary="Something.")
    assert rule_page.catalogue([rule, other]) == (
        "avro-x                            Something.\n"
        "protobuf-field-type-incompatible  A field has another type, encoded in another way.\n"
    )
    assert rule_page.catalogue([]) == ""

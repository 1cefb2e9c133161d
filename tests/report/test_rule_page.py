"""A rule's page, as documentation and in a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemactl.lint.catalog import every
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


def test_what_came_of_the_example_and_what_others_call_it(rule: Rule) -> None:
    example = rule_page.Example(
        said="event.proto:1:13: it breaks",
        names={"buf": ("FIELD_SAME_TYPE", "OTHER"), "Confluent": ("KIND",)},
    )
    page = rule_page.markdown(rule, example)
    assert "says:\n\n```text\nevent.proto:1:13: it breaks\n```\n\n## Good" in page
    assert "## Names elsewhere\n\n- buf: `FIELD_SAME_TYPE`, `OTHER`\n- Confluent: `KIND`\n" in page
    assert "names elsewhere\n   buf: FIELD_SAME_TYPE, OTHER\n   Confluent: KIND\n" in rule_page.text(
        rule, example
    )
    assert "elsewhere" not in rule_page.text(rule) + rule_page.markdown(rule)


def test_the_catalogue_of_the_documentation_says_who_is_harmed(rule: Rule) -> None:
    checks = list(every().values())[:1]
    page = rule_page.readme([rule, replace(rule, id="avro-x", effects=())], checks)
    assert (
        "## Protobuf\n\n| rule | when | backward | forward |\n| --- | --- | --- | --- |\n"
        "| [protobuf-field-type-incompatible](protobuf-field-type-incompatible.md) "
        "| A field has another type, encoded in another way. | wire loses, json rejects | wire loses |\n"
        in page
    )
    assert "| [avro-x](avro-x.md) | A field has another type, encoded in another way. | – | – |\n" in page
    assert page.endswith(f"| [{checks[0].id}]({checks[0].id}.md) | {checks[0].summary} |\n")


def test_the_table_from_buf() -> None:
    table = rule_page.from_buf(
        {"protobuf-b": ("TWO", "ONE"), "protobuf-a": ("ONE",)}, {"NONE": "it harms nobody"}
    )
    assert table == (
        "| buf | schemactl |\n| --- | --- |\n"
        "| `NONE` | none: it harms nobody |\n"
        "| `ONE` | [a](rules/protobuf-a.md), [b](rules/protobuf-b.md) |\n"
        "| `TWO` | [b](rules/protobuf-b.md) |\n"
    )

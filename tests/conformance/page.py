"""What every registry showed in; docs/registries.md out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.deviations import DEVIATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = """\
# Registries

What every registry is asked, through the protocol that schemactl speaks (schemactl/registry/protocol.py), and where
one answers otherwise than Confluent's API documents. Real servers run for this: Apicurio Registry with its history in
memory, and in a topic of a real Kafka broker. Confluent's own server and Karapace cannot be had from a package
registry, so they are not here: what is known of them is in docs/guide/registries.md.

A deviation that no longer shows fails `make conformance`, and so does one that is not listed. `make
conformance-page` writes this page.
"""


MARKS = {True: "yes", False: "otherwise", None: "not asked"}


def page(shown: Mapping[tuple[str, str], bool]) -> str:
    return "\n".join([HEAD, *_questions(shown), *_deviations()])


def _questions(shown: Mapping[tuple[str, str], bool]) -> Iterator[str]:
    registries = list(dict.fromkeys(registry for registry, _ in shown))
    tests = list(dict.fromkeys(test for _, test in shown))
    yield f"## What was asked\n\n| | {' | '.join(registries)} |\n| --- |{' --- |' * len(registries)}"
    for test in tests:
        marks = (MARKS[shown.get((registry, test))] for registry in registries)
        yield f"| {words(test)} | {' | '.join(marks)} |"
    yield ""


def _deviations() -> Iterator[str]:
    yield "## Where they deviate\n\n| | what was asked | what it does |\n| --- | --- | --- |"
    for each in DEVIATIONS:
        yield f"| {', '.join(each.registries)} | {words(each.test)} | {each.reason} |"
    yield ""


def words(test: str) -> str:
    name, bracket, own = test.partition("[")
    return name.replace("_", " ") + (f": `{own[:-1]}`" if bracket else "")

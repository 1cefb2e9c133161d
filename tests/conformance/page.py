"""What every registry showed in; docs/registries.md out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.deviations import DEVIATIONS
from conformance.rest_deviations import DEVIATIONS as REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.deviations import Deviation

HEAD = """\
# Registries

What every registry is asked, through the protocol that schemactl speaks (schemactl/registry/protocol.py), and where
one answers otherwise than Confluent's API documents. Real servers run for this: Apicurio Registry with its history in
memory, and in a topic of a real Kafka broker. Confluent's own server and Karapace cannot be had from a package
registry, so they are not here: what is known of them is in docs/guide/registries.md.

A deviation that no longer shows fails `make conformance`, and so does one that is not listed. `make
conformance-page` writes this page.
"""


Asked = dict[tuple[str, str], "Deviation | None"]


def page(asked: Asked) -> str:
    """asked: by registry and test."""
    return "\n".join([HEAD, *_questions(asked), *_deviations(), *_rest()])


def _questions(asked: Asked) -> Iterator[str]:
    registries = list(dict.fromkeys(registry for registry, _ in asked))
    tests = list(dict.fromkeys(test for _, test in asked))
    yield f"## What was asked\n\n| | {' | '.join(registries)} |\n| --- |{' --- |' * len(registries)}"
    for test in tests:
        marks = (
            _mark(asked[registry, test]) if (registry, test) in asked else "not asked"
            for registry in registries
        )
        yield f"| {words(test)} | {' | '.join(marks)} |"
    yield ""


def _mark(deviation: Deviation | None) -> str:
    if deviation is None:
        return "yes"
    return "at times" if deviation.sometimes else "otherwise"


def _deviations() -> Iterator[str]:
    yield "## Where they deviate\n\n| | what was asked | what it does |\n| --- | --- | --- |"
    for each in DEVIATIONS:
        yield f"| {', '.join(each.registries)} | {words(each.test)} | {each.reason} |"
    yield ""


def _rest() -> Iterator[str]:
    servers: dict[tuple[str, str], list[str]] = {}
    for (server, test), reason in REST.items():
        servers.setdefault((test, reason), []).append(server)
    yield (
        "## Where their REST interfaces deviate\n\n"
        "Asked with bare HTTP, status, codes and fields (tests/conformance/test_rest.py); our own server as well.\n\n"
        "| | what was asked | what it does |\n| --- | --- | --- |"
    )
    for (test, reason), names in servers.items():
        yield f"| {', '.join(names)} | {words(test.removeprefix('test_'))} | {reason} |"
    yield ""


def words(test: str) -> str:
    name, bracket, own = test.partition("[")
    return name.replace("_", " ") + (f": `{own[:-1]}`" if bracket else "")

"""A rule in; its page out: what it does to whom, why, the fix, and an example of bad and good."""

from __future__ import annotations

from textwrap import fill, indent
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.report.words import WHO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.lint import Check
    from schemactl.model.rule import Rule

WIDTH = 100
_LANGUAGE = {"protobuf": "proto", "avro": "json"}


def markdown(rule: Rule) -> str:
    """The page as it stands in the documentation."""
    language = _LANGUAGE[rule.id.partition("-")[0]]

    def block(text: str) -> str:
        return f"```{language}\n{text.strip()}\n```"

    sections = [
        f"# {rule.id}",
        rule.summary,
        f"Since {rule.since}.{_tolerance(rule)}",
        "## What it does",
        "\n".join(_table(rule)),
        f"## Why\n\n{rule.why}",
        f"## Fix\n\n{rule.fix}",
        "## Bad\n\n" + "\n\n".join(f"{when}:\n\n{block(text)}" for when, text in versions(rule.bad)),
        "## Good\n\n" + "\n\n".join(f"{when}:\n\n{block(text)}" for when, text in versions(rule.good)),
    ]
    if rule.refs:
        sections.append("## References\n\n" + "\n".join(f"- <{ref}>" for ref in rule.refs))
    return "\n\n".join(sections) + "\n"


def text(rule: Rule) -> str:
    """The page as a terminal shows it."""
    sections = [
        f"{rule.id} (since {rule.since})\n{fill(rule.summary, WIDTH)}",
        "\n".join(f"   {line}" for line in _effects(rule)),
        f"why\n{wrapped(rule.why)}",
        f"fix\n{wrapped(rule.fix)}",
        *(f"bad: {when.lower()}\n{indented(text)}" for when, text in versions(rule.bad)),
        *(f"good: {when.lower()}\n{indented(text)}" for when, text in versions(rule.good)),
    ]
    if rule.tolerance:
        sections.insert(2, wrapped(_tolerance(rule).strip()))
    if rule.refs:
        sections.append("references\n" + "\n".join(f"   {ref}" for ref in rule.refs))
    return "\n\n".join(sections) + "\n"


def catalogue(rules: Iterable[Rule | Check]) -> str:
    """Every rule or check in one line: its id and its condition, in the order of the ids."""
    listed = sorted(rules, key=lambda rule: rule.id)
    width = max((len(rule.id) for rule in listed), default=0)
    return "".join(f"{rule.id:<{width}}  {rule.summary}\n" for rule in listed)


def versions(example: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each version of an example with its heading."""
    headings = ["Before", *["Then"] * (len(example) - 2), "After"]
    return list(zip(headings[-len(example) :], example, strict=True))


def _effects(rule: Rule) -> Iterator[str]:
    cells = outcomes(rule.effects)
    for surface in dict.fromkeys(cell.surface for cell in rule.effects):
        for direction in Direction:
            yield f"{surface:<9}{WHO[direction]:<36}{cells.get((direction, surface), Outcome.OK)}"


def _table(rule: Rule) -> Iterator[str]:
    yield f"| surface | {WHO[Direction.BACKWARD]} | {WHO[Direction.FORWARD]} |"
    yield "| --- | --- | --- |"
    cells = outcomes(rule.effects)
    for surface in (each for each in Surface if any(cell.surface is each for cell in rule.effects)):
        row = (cells.get((direction, surface), Outcome.OK) for direction in Direction)
        yield f"| {surface} | {' | '.join(row)} |"


def _tolerance(rule: Rule) -> str:
    return f" A policy may tolerate it under the name `{rule.tolerance}`." if rule.tolerance else ""


def wrapped(words: str) -> str:
    return fill(words, WIDTH, initial_indent="   ", subsequent_indent="   ")


def indented(example: str) -> str:
    return indent(example.strip(), "   ")

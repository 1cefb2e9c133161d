"""A rule in; its page out: what it does to whom, why, the fix, and an example of bad and good."""

from __future__ import annotations

from textwrap import fill, indent
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.report.words import WHO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.model.reader import Reader
    from schemactl.model.rule import Rule

WIDTH = 100
_LANGUAGE = {"protobuf": "proto", "avro": "json"}


def markdown(rule: Rule, readers: Iterable[Reader] = ()) -> str:
    """The page as it stands in the documentation, with what these readers do otherwise."""
    language = _LANGUAGE[rule.id.partition("-")[0]]

    others = list(_otherwise(rule, readers))

    def block(text: str) -> str:
        return f"```{language}\n{text.strip()}\n```"

    sections = [
        f"# {rule.id}",
        rule.summary,
        f"Since {rule.since}.{_tolerance(rule)}",
        "## What it does",
        "\n".join(_table(rule)),
        *(["## In other readers\n\n" + "\n".join(f"- {line}" for line in others)] if others else ()),
        f"## Why\n\n{rule.why}",
        f"## Fix\n\n{rule.fix}",
        f"## Bad\n\nBefore:\n\n{block(rule.bad[0])}\n\nAfter:\n\n{block(rule.bad[1])}",
        f"## Good\n\nBefore:\n\n{block(rule.good[0])}\n\nAfter:\n\n{block(rule.good[1])}",
    ]
    if rule.refs:
        sections.append("## References\n\n" + "\n".join(f"- <{ref}>" for ref in rule.refs))
    return "\n\n".join(sections) + "\n"


def text(rule: Rule, readers: Iterable[Reader] = ()) -> str:
    """The page as a terminal shows it, with what these readers do otherwise."""
    others = [_wrapped(line) for line in _otherwise(rule, readers)]
    sections = [
        f"{rule.id} (since {rule.since})\n{fill(rule.summary, WIDTH)}",
        "\n".join(f"   {line}" for line in _effects(rule)),
        *(["in other readers\n" + "\n".join(others)] if others else ()),
        f"why\n{_wrapped(rule.why)}",
        f"fix\n{_wrapped(rule.fix)}",
        f"bad: before\n{_block(rule.bad[0])}\n\nbad: after\n{_block(rule.bad[1])}",
        f"good: before\n{_block(rule.good[0])}\n\ngood: after\n{_block(rule.good[1])}",
    ]
    if rule.tolerance:
        sections.insert(2, _wrapped(_tolerance(rule).strip()))
    if rule.refs:
        sections.append("references\n" + "\n".join(f"   {ref}" for ref in rule.refs))
    return "\n\n".join(sections) + "\n"


def catalogue(rules: Iterable[Rule]) -> str:
    """Every rule in one line: its id and its condition, in the order of the ids."""
    listed = sorted(rules, key=lambda rule: rule.id)
    width = max((len(rule.id) for rule in listed), default=0)
    return "".join(f"{rule.id:<{width}}  {rule.summary}\n" for rule in listed)


def _effects(rule: Rule) -> Iterator[str]:
    cells = outcomes(rule.effects)
    for surface in dict.fromkeys(cell.surface for cell in rule.effects):
        for direction in Direction:
            yield f"{surface:<9}{WHO[direction]:<36}{cells.get((direction, surface), Outcome.OK)}"


def _otherwise(rule: Rule, readers: Iterable[Reader]) -> Iterator[str]:
    """What the tables of these readers have on a rule."""
    for reader in readers:
        for row in reader.rows(rule):
            if row.was is None:
                yield f"{reader.name}: it hangs on the types: {row.why}"
            else:
                yield f"{reader.name}: {row.now} where this says {row.was}: {row.why}"


def _table(rule: Rule) -> Iterator[str]:
    yield f"| surface | {WHO[Direction.BACKWARD]} | {WHO[Direction.FORWARD]} |"
    yield "| --- | --- | --- |"
    cells = outcomes(rule.effects)
    for surface in (each for each in Surface if any(cell.surface is each for cell in rule.effects)):
        row = (cells.get((direction, surface), Outcome.OK) for direction in Direction)
        yield f"| {surface} | {' | '.join(row)} |"


def _tolerance(rule: Rule) -> str:
    return f" A policy may tolerate it under the name `{rule.tolerance}`." if rule.tolerance else ""


def _wrapped(words: str) -> str:
    return fill(words, WIDTH, initial_indent="   ", subsequent_indent="   ")


def _block(example: str) -> str:
    return indent(example.strip(), "   ")

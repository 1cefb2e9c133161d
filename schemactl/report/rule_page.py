"""A rule in; its page out: what it does to whom, why, the fix, and an example of bad and good."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import fill, indent
from typing import TYPE_CHECKING

from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.report.words import WHERE, WHO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from schemactl.model.lint import Check
    from schemactl.model.reader import Reader
    from schemactl.model.rule import Rule

WIDTH = 100
_LANGUAGE = {"protobuf": "proto", "avro": "json", "jsonschema": "json"}
_TITLES = {"protobuf": "Protobuf", "avro": "Avro", "jsonschema": "JSON Schema"}


CATALOGUE = """\
# Rules

A page for each rule: what it does to whom, why, the way out, a bad and a good example, what `schemactl check` says
to the bad one, and what others call it. `schemactl explain RULE` shows the same in a terminal. The pages are made
from the rules (`make docs-rules`); backward is new readers with old events, forward old readers with new events.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What came of a rule's bad example: said, the report's own words; names, what other systems call it.

    otherwise: what other readers do, a line each.
    """

    said: str = ""
    otherwise: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOT_RUN = Example()


def markdown(rule: Rule, example: Example = NOT_RUN) -> str:
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
        *_said(rule, example),
        "## Good\n\n" + "\n\n".join(f"{when}:\n\n{block(text)}" for when, text in versions(rule.good)),
    ]
    if example.otherwise:
        sections.insert(5, "## In other readers\n\n" + "\n".join(f"- {line}" for line in example.otherwise))
    if example.names:
        sections.append("## Names elsewhere\n\n" + "\n".join(_elsewhere(example, "- {}: {}", "`")))
    if rule.refs:
        sections.append("## References\n\n" + "\n".join(f"- <{ref}>" for ref in rule.refs))
    return "\n\n".join(sections) + "\n"


def _said(rule: Rule, example: Example) -> tuple[str, ...]:
    if not example.said:
        return ()
    asked = "FULL_TRANSITIVE" if len(rule.bad) > len(("old", "new")) else "FULL"
    return (
        f"`schemactl check --compatibility {asked}`, asked of every surface, says:\n\n```text\n{example.said}\n```",
    )


def _elsewhere(example: Example, line: str, quote: str = "") -> Iterator[str]:
    for system, names in example.names.items():
        yield line.format(system, ", ".join(f"{quote}{name}{quote}" for name in names))


def text(rule: Rule, example: Example = NOT_RUN) -> str:
    """The page as a terminal shows it."""
    sections = [
        f"{rule.id} (since {rule.since})\n{fill(rule.summary, WIDTH)}",
        "\n".join(f"   {line}" for line in _effects(rule)),
        f"why\n{wrapped(rule.why)}",
        f"fix\n{wrapped(rule.fix)}",
        *(f"bad: {when.lower()}\n{indented(text)}" for when, text in versions(rule.bad)),
        *(f"good: {when.lower()}\n{indented(text)}" for when, text in versions(rule.good)),
    ]
    if example.otherwise:
        sections.insert(2, "in other readers\n" + "\n".join(wrapped(line) for line in example.otherwise))
    if rule.tolerance:
        sections.insert(2, wrapped(_tolerance(rule).strip()))
    if example.names:
        sections.append("names elsewhere\n" + "\n".join(_elsewhere(example, "   {}: {}")))
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


def readme(rules: Iterable[Rule], checks: Iterable[Check]) -> str:
    """The catalogue as it stands in the documentation: each rule with its condition and whom it harms where.

    Below them the checks of lint.
    """
    by_format: dict[str, list[Rule]] = {}
    for rule in rules:
        by_format.setdefault(rule.id.partition("-")[0], []).append(rule)
    parts = [CATALOGUE.rstrip()]
    for name, listed in by_format.items():
        lines = [
            f"## {_TITLES[name]}",
            "",
            "| rule | when | backward | forward |",
            "| --- " * 4 + "|",
        ]
        lines += [_row(rule) for rule in sorted(listed, key=lambda rule: rule.id)]
        parts.append("\n".join(lines))
    lines = [f"| [{each.id}]({each.id}.md) | {each.summary} |" for each in checks]
    parts.append(
        "\n".join(
            ["## Hazards, which `schemactl lint` finds", "", "| check | when |", "| --- | --- |", *lines]
        )
    )
    return "\n\n".join(parts) + "\n"


def from_buf(names: Mapping[str, tuple[str, ...]], alone: Mapping[str, str]) -> str:
    """A table from each of buf's rules to ours, or to the reason why there is none."""
    ours: dict[str, list[str]] = {}
    for rule, theirs in names.items():
        for name in theirs:
            ours.setdefault(name, []).append(f"[{rule.partition('-')[2]}](rules/{rule}.md)")
    rows = {name: ", ".join(sorted(rules)) for name, rules in ours.items()}
    rows |= {name: f"none: {reason}" for name, reason in alone.items()}
    lines = [
        "| buf | schemactl |",
        "| --- | --- |",
        *(f"| `{name}` | {rows[name]} |" for name in sorted(rows)),
    ]
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    def harms(direction: Direction) -> str:
        cells = [
            cell for cell in rule.effects if cell.direction is direction and cell.outcome is not Outcome.OK
        ]
        return ", ".join(f"{cell.surface} {cell.outcome}" for cell in cells) or "–"

    both = " | ".join(map(harms, Direction))
    return f"| [{rule.id}]({rule.id}.md) | {rule.summary} | {both} |"


def _effects(rule: Rule) -> Iterator[str]:
    cells = outcomes(rule.effects)
    for surface in dict.fromkeys(cell.surface for cell in rule.effects):
        for direction in Direction:
            yield f"{surface:<9}{WHO[direction]:<36}{cells.get((direction, surface), Outcome.OK)}"


def otherwise(rule: Rule, readers: Iterable[Reader]) -> Iterator[str]:
    """What the tables of these readers have on a rule."""
    for reader in readers:
        for row in reader.rows(rule):
            if row.was is None:
                yield f"{reader.name}: it hangs on the types: {row.why}"
            else:
                where = WHERE[row.surface]
                yield f"{reader.name}: {row.now} {where} where this says {row.was}: {row.why}"


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

"""Answers of other people's programs beside ours in; how often they differ, and why, out: the page and its tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HEAD = """\
# Other people's programs

What schemactl says, beside what others say of the same schemas and the same bytes. Every difference belongs to a
class that is named and explained here; one that does not fails `make oracle`, which runs these programs.
This page is written by `make oracle-page`.
"""
SHOWN = 20
"""How many unexplained differences are printed."""


@dataclass(frozen=True)
class Class:
    """One reason why two right programs differ. holds: whether a difference is of this class."""

    name: str
    reason: str
    holds: Callable[[Any], bool] = field(repr=False)


@dataclass(frozen=True)
class Oracle:
    """A program that is asked, or several that are asked the same.

    asked: what each question is. columns: who answers, or under which of our policies it is compared.
    """

    title: str
    asked: str
    columns: tuple[str, ...]
    classes: tuple[Class, ...]

    def explain(self, difference: Any) -> Class | None:
        """The first class that a difference belongs to."""
        return next((each for each in self.classes if each.holds(difference)), None)


class Tally:
    """Counts answers by oracle and column; keeps the differences that nobody has explained."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.classes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.unexplained: dict[str, list[str]] = defaultdict(list)
        self.oracles: list[Oracle] = []

    def answer(self, oracle: Oracle, column: str, differences: Iterable[Any]) -> None:
        """Count one answer. It may differ from ours in several things, of which each needs a class."""
        if oracle not in self.oracles:
            self.oracles.append(oracle)
        at = (oracle.title, column)
        found = [(difference, oracle.explain(difference)) for difference in differences]
        self.answers[at]["differ" if found else "same"] += 1
        self.classes[at].update({each.name for _, each in found if each})
        self.unexplained[oracle.title] += [f"{column}: {item}" for item, each in found if each is None]

    def nothing_unexplained(self, oracle: Oracle) -> None:
        """Fails with the differences that have no class, at most a few of them in full."""
        unexplained = self.unexplained[oracle.title]
        assert not unexplained, "\n\n".join(
            [f"{len(unexplained)} differences have no class", *unexplained[:SHOWN]]
        )

    def nothing_unneeded(self, oracle: Oracle) -> None:
        """Fails with the classes that explain nothing, once every column has been asked."""
        counted = [self.classes[oracle.title, column] for column in oracle.columns]
        if all(self.answers[oracle.title, column] for column in oracle.columns):
            unneeded = [
                each.name for each in oracle.classes if not any(count[each.name] for count in counted)
            ]
            assert not unneeded, f"no difference is of these classes: {unneeded}"

    def page(self) -> str:
        return "\n".join([HEAD, *("\n".join(self.section(oracle)) for oracle in self.oracles)])

    def section(self, oracle: Oracle) -> Iterator[str]:
        """The tables of one oracle: how many answers are the same, then each class with its reason."""
        at = [(oracle.title, column) for column in oracle.columns]
        yield from (f"## {oracle.title}", "", oracle.asked, "")
        yield _row("", *oracle.columns)
        yield _row("---", *("--:" for _ in at))
        yield _row("the same answer", *(f"{self.answers[each]['same']:,}" for each in at))
        yield _row("another answer", *(f"{self.answers[each]['differ']:,}" for each in at))
        yield from ("", _row("of these", *oracle.columns, "why"), _row("---", *("--:" for _ in at), "---"))
        for item in oracle.classes:
            yield _row(item.name, *(f"{self.classes[each][item.name]:,}" for each in at), item.reason)
        yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"

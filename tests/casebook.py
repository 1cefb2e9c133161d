"""A case's folder in; what its author expects, and what really happens, out: each text is compiled once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Surface
from schemactl.model.module import Module
from schemactl.model.verdict import Policy
from schemactl.pipeline import ALL_WITNESSES, NO_PROOFS, Proofs, check
from schemactl.report.answer import Answer, Round
from schemactl.report.comparison import position
from schemactl.rules.catalog import FORMATS
from schemactl.sources.resolve import open_source

if TYPE_CHECKING:
    from schemactl.formats.format import Format
    from schemactl.model.schema import FormatName
    from schemactl.model.source import Source
    from schemactl.model.verdict import Finding, Verdict

CASES = Path(__file__).parent / "cases"
ALL = Policy(compatibility=Compatibility.FULL, surfaces=frozenset(Surface))


@dataclass(frozen=True)
class Case:
    """One step of a schema, as a team made it: `<format>/<rule>/<name>/{old,new}` and `expected.toml`."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.relative_to(CASES).as_posix()

    @property
    def format(self) -> FormatName:
        return next(name for name in FORMATS if name == self.folder.parts[-3])

    @property
    def rule(self) -> str:
        """The rule that the case is about."""
        return f"{self.format}-{self.folder.parts[-2].replace('_', '-')}"

    @property
    def about_nothing(self) -> bool:
        """Whether the case shows that a change is no finding at all."""
        return self.folder.parts[-2] == "neutral"

    @property
    def module(self) -> Module:
        return Module(formats=(self.format,))

    @cached_property
    def form(self) -> Format:
        return by_name((self.format,))[0]

    @cached_property
    def expected(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "expected.toml").read_text())

    def source(self, side: str) -> Source:
        return open_source(f"dir:{side}", str(self.folder))

    @cached_property
    def verdict(self) -> Verdict:
        return self.judged("old", "new", ALL_WITNESSES)

    @cached_property
    def undone(self) -> Verdict:
        """The verdict on the step back."""
        return self.judged("new", "old")

    def judged(self, before: str, after: str, proofs: Proofs = NO_PROOFS) -> Verdict:
        sources = self.source(before), self.source(after)
        (verdict,) = check(*sources, (self.module,), ALL, proofs=proofs)
        return verdict

    @property
    def answer(self) -> Answer:
        one = Round(old=self.source("old"), new=self.source("new"), verdicts=(self.verdict,))
        return Answer(rounds=(one,), policy=ALL)


def cases() -> list[Case]:
    """Every case of every format."""
    return [Case(path.parent) for path in sorted(CASES.glob("*/*/*/expected.toml"))]


def told(verdict: Verdict) -> list[dict[str, Any]]:
    """A verdict's findings in the order of the text, in the words of an expected.toml."""
    return [_told(finding) for finding in sorted(verdict.findings, key=position)]


def _told(finding: Finding) -> dict[str, Any]:
    change = finding.change
    moved = change.old_path if change.old_path != change.path and change.old and change.new else ""
    cells = {
        direction.value: {
            surface.value: effect.outcome.value
            for surface in Surface
            for effect in finding.effects
            if (effect.direction, effect.surface) == (direction, surface)
        }
        for direction in Direction
    }
    place = str((change.new or change.element).mark.locate(change.facet))
    found: dict[str, Any] = {
        "rule": finding.rule.id,
        "path": change.path,
        "old_path": moved,
        "via": change.via,
    }
    found |= cells | {"location": place.partition("/")[2]}
    return {name: value for name, value in found.items() if value}

"""Verdicts and what they were asked of in; one value that every renderer takes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.model.verdict import Policy

if TYPE_CHECKING:
    from schemactl.model.source import Source
    from schemactl.model.verdict import Finding, Refutation, Unjudged, Verdict
    from schemactl.model.witness import Witness
    from schemactl.profiles.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The new version against one old one."""

    old: Source
    new: Source
    verdicts: tuple[Verdict, ...]

    @property
    def changed(self) -> int:
        """How many schema files differ; of an image, which has no texts, how many were compared."""
        olds, news = self.old.digests, self.new.digests
        if self.old.image or self.new.image:
            return sum(len(verdict.new.files) for verdict in self.verdicts)
        return sum(olds.get(path) != news.get(path) for path in self._compared)

    @property
    def _compared(self) -> set[str]:
        olds = {path.removeprefix(self.old.prefix) for verdict in self.verdicts for path in verdict.old.files}
        return olds | {
            path.removeprefix(self.new.prefix) for verdict in self.verdicts for path in verdict.new.files
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that a check found.

    schemas: how many schema files were looked at. seconds: how long it took.
    configuration: the configuration's path, "" if there is none: where a removed file is reported.
    profiles: registries whose answers are predicted beside it.
    """

    rounds: tuple[Round, ...]
    policy: Policy = field(default_factory=Policy)
    schemas: int = 0
    seconds: float = 0.0
    configuration: str = ""
    profiles: tuple[Profile, ...] = ()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(verdict for one in self.rounds for verdict in one.verdicts)

    @property
    def breaks(self) -> tuple[Finding, ...]:
        return tuple(finding for verdict in self.verdicts for finding in verdict.breaks)

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        return tuple(item for verdict in self.verdicts for item in verdict.unjudged)

    @property
    def changes(self) -> int:
        return sum(len(verdict.changes) for verdict in self.verdicts)

    @property
    def refused_changes(self) -> int:
        """How many changes have a break or are unjudged; one change may have several breaks."""
        breaking = {id(finding.change) for finding in self.breaks}
        return len(breaking | {id(item.change) for item in self.unjudged})

    @property
    def refutations(self) -> tuple[Refutation, ...]:
        return tuple(verdict.refutation for verdict in self.verdicts if verdict.refutation)

    @property
    def refuted(self) -> tuple[Witness, ...]:
        """Events that show what no rule told of."""
        return tuple(item.counterexample for item in self.refutations if item.counterexample)

    @property
    def compatible(self) -> bool:
        return not self.breaks and not self.unjudged and not self.refuted

"""Verdicts and what they were asked of in; one value that every renderer takes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.model.standing import Trust
from schemactl.model.verdict import Policy

if TYPE_CHECKING:
    from schemactl.model.source import Source
    from schemactl.model.standing import Standing
    from schemactl.model.verdict import Finding, Refutation, Unjudged, Verdict
    from schemactl.model.waiver import Waiver
    from schemactl.model.witness import Witness
    from schemactl.profiles.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The new version against one old one. standing: of the subject that it is about, where a registry was asked."""

    old: Source
    new: Source
    verdicts: tuple[Verdict, ...]
    standing: Standing | None = None

    @property
    def compatible(self) -> bool:
        """Our own answer."""
        refused = self.standing is not None and bool(self.standing.refusal)
        return not refused and all(verdict.compatible for verdict in self.verdicts)

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
    profiles: registries whose answers are predicted beside it. trust: whose no refuses, where a registry was asked.
    waivers: those that there are; None where nobody is to be told how to waive. notes: of all that was looked at.
    whole: whether that is everything there is, so that what was not found is not there.
    """

    rounds: tuple[Round, ...]
    policy: Policy = field(default_factory=Policy)
    schemas: int = 0
    seconds: float = 0.0
    configuration: str = ""
    profiles: tuple[Profile, ...] = ()
    trust: Trust = Trust.BOTH
    waivers: tuple[Waiver, ...] | None = None
    notes: tuple[str, ...] = ()
    whole: bool = True

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
        """How many changes have a break, waived or not, or are unjudged; one change may have several breaks."""
        breaking = {id(finding.change) for finding in (*self.breaks, *self.waived)}
        return len(breaking | {id(item.change) for item in self.unjudged})

    @property
    def refutations(self) -> tuple[Refutation, ...]:
        return tuple(verdict.refutation for verdict in self.verdicts if verdict.refutation)

    @property
    def refuted(self) -> tuple[Witness, ...]:
        """Events that show what no rule told of."""
        return tuple(item.counterexample for item in self.refutations if item.counterexample)

    @property
    def waived(self) -> tuple[Finding, ...]:
        return tuple(finding for verdict in self.verdicts for finding in verdict.waived)

    @property
    def rejected(self) -> tuple[Standing, ...]:
        """Subjects to which a registry that is trusted says no."""
        if self.trust is Trust.SELF:
            return ()
        return tuple(one.standing for one in self.rounds if one.standing and one.standing.rejected)

    @property
    def compatible(self) -> bool:
        return not self.rejected and all(self._passes(one) for one in self.rounds)

    def _passes(self, one: Round) -> bool:
        """Whether our own answer lets it pass, where that is asked for."""
        if one.standing and self.trust is Trust.REGISTRY:
            return True
        return one.compatible

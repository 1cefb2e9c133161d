"""A verdict: what changed, what it does, and whether a policy accepts it. A value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Effect, Outcome, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.change import Change
    from schemactl.model.reader import Departed, Reader
    from schemactl.model.rule import Neutral, Rule
    from schemactl.model.schema import FormatName, Schema
    from schemactl.model.waiver import Waiver
    from schemactl.model.witness import Witness

TOLERANCES: dict[str, Outcome] = {
    "unread": Outcome.LOSES,
    "presence": Outcome.LOSES,
    "lossy-promotion": Outcome.MISREADS,
    "new-type": Outcome.REJECTS,
    "narrowing": Outcome.MISREADS,
    "enum-default": Outcome.MISREADS,
    "packed": Outcome.LOSES,
    "undeclared": Outcome.REJECTS,
    "format": Outcome.UNKNOWN,
}
"""What a policy may tolerate by name: that outcome, of rules with that tolerance, on wire and json.

unread: data that the reader's schema does not have; presence: whether a value was set; lossy-promotion: rounding
that the specification allows; new-type: an event type that old readers do not know; narrowing: integers cut to
fewer bits, for those whose values are known to fit; enum-default: a symbol read as the reader's enum default; packed: a
renamed or removed message in an Any, for those who pack none of these; undeclared: a property that no schema declared,
where writers write none; format: texts that a reader checks of its own accord."""

TOLERATED = frozenset({"unread", "presence", "lossy-promotion", "new-type", "undeclared", "format"})
"""What a policy tolerates unless told otherwise: effects that are shown and do not fail the gate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a team refuses.

    tolerated: names of tolerances (see Rule.tolerance) whose effects do not count as breaks.
    readers: in whose readers an effect counts; if none is named for a format, in those the rules' claims are made with.
    waivers: by fingerprint; what an active one is for is no break.
    """

    compatibility: Compatibility = Compatibility.BACKWARD
    surfaces: frozenset[Surface] = frozenset({Surface.WIRE})
    tolerated: frozenset[str] = TOLERATED
    readers: tuple[Reader, ...] = ()
    waivers: Mapping[str, Waiver] = field(default_factory=dict)

    def refuses(self, effect: Effect, rule: Rule) -> bool:
        """Whether this effect of a rule is one that the policy asks about and does not accept."""
        return (
            effect.outcome is not Outcome.OK
            and effect.surface in self.surfaces
            and effect.direction in self.directions(effect.surface)
            and not self.tolerates(effect, rule)
        )

    def tolerates(self, effect: Effect, rule: Rule) -> bool:
        return (
            rule.tolerance in self.tolerated
            and effect.surface in (Surface.WIRE, Surface.JSON)
            and effect.outcome is TOLERANCES[rule.tolerance]
        )

    def directions(self, surface: Surface) -> frozenset[Direction]:
        """Which directions count. Code is only ever moved from the old generated types to the new ones."""
        if surface is Surface.SOURCE and self.compatibility is not Compatibility.NONE:
            return frozenset({Direction.BACKWARD})
        return self.compatibility.directions


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOverride:
    """What a policy is for the subjects that match: by a glob of their names or of their files' paths."""

    match: str
    compatibility: Compatibility | None = None
    readers: tuple[Reader, ...] = ()

    def over(self, policy: Policy) -> Policy:
        """The policy with what is said here in place of what it says."""
        compatibility = self.compatibility or policy.compatibility
        return replace(policy, compatibility=compatibility, readers=self.readers or policy.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class InReader:
    """What a reader that the policy names makes of a finding: the cells in which it departs from the rule."""

    reader: str
    departed: tuple[Departed, ...]

    def felt(self, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """The cells that are not ok in this reader."""
        cells = {(cell.direction, cell.surface) for cell in self.departed}
        kept = [effect for effect in effects if (effect.direction, effect.surface) not in cells]
        own = [Effect(cell.direction, cell.surface, cell.outcome) for cell in self.departed]
        return (*kept, *(effect for effect in own if effect.outcome is not Outcome.OK))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A change with what a rule says of it. `effects` are the cells that are not ok, whatever the policy.

    readers: those of this format that the policy names. waiver: the one for it, if the policy refuses it and there is
    one; while it is active, the finding is no break.
    """

    fingerprint: str
    rule: Rule
    change: Change
    effects: tuple[Effect, ...]
    breaks: bool
    witnesses: tuple[Witness, ...] = ()
    readers: tuple[InReader, ...] = ()
    waiver: Waiver | None = None

    @property
    def waived(self) -> bool:
        return self.waiver is not None and self.waiver.active

    @property
    def felt(self) -> tuple[Effect, ...]:
        """The effects that some named reader shows; the rule's own where none is named."""
        if not self.readers:
            return self.effects
        return tuple(dict.fromkeys(effect for each in self.readers for effect in each.felt(self.effects)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A change that no rule knows on these surfaces. Never safe."""

    change: Change
    surfaces: tuple[Surface, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """An attempt to refute a compatible verdict: how many events were tried in how many seconds, by which seed."""

    tried: int
    seconds: float
    seed: int
    counterexample: Witness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one module's schemas between one old version and the new one."""

    format: FormatName
    old: Schema
    new: Schema
    policy: Policy
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    neutral: tuple[tuple[Change, Neutral], ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    compared: tuple[str, ...] = field(default=())
    """Paths of the schema files that differ and were compared."""
    refutation: Refutation | None = None

    @property
    def breaks(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.breaks)

    @property
    def waived(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.waived)

    @property
    def compatible(self) -> bool:
        return not self.breaks and not self.unjudged and not self.refuted

    @property
    def refuted(self) -> bool:
        """A real event showed what no rule told of: a bug in a rule, and never safe."""
        return self.refutation is not None and self.refutation.counterexample is not None

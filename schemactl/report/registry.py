"""A comparison and a registry's profile in; what that registry will say, beside what is true, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.effect import Surface
from schemactl.profiles.profile import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.effect import Direction
    from schemactl.model.verdict import Finding
    from schemactl.profiles.profile import Difference, Profile
    from schemactl.report.answer import Round
    from schemactl.report.comparison import Comparison

BYTES = "a registry looks at what is encoded, not at JSON, code or handlers"
ABSENT = "it is asked nothing: a subject begins with its first version, and stays when its file is gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that the registry rejects, by its own name, or that it should and does not (name "").

    agrees: whether that is also what is true. reason: both in one sentence.
    """

    name: str
    path: str
    agrees: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a registry will answer about one file: never more than a prediction."""

    profile: str
    compatible: bool
    remarks: tuple[Remark, ...]


def predict(item: Comparison, one: Round, profile: Profile) -> Prediction:
    """Ask in the directions that the policy asks about; what is true is what the policy refuses."""
    found = dict(_differences(item, one, profile))
    remarks = (*_said(item, found, profile.name), *_unsaid(item, found, profile))
    return Prediction(profile=profile.name, compatible=not any(found.values()), remarks=remarks)


def _differences(
    item: Comparison, one: Round, profile: Profile
) -> Iterator[tuple[Direction, tuple[Difference, ...]]]:
    verdict = item.verdict
    for direction in sorted(verdict.policy.compatibility.directions):
        if item.in_old and item.in_new:
            old = Side(verdict.old, one.old.prefix + item.path)
            new = Side(verdict.new, one.new.prefix + item.path)
            yield direction, profile.differences(old, new, direction)


def _said(item: Comparison, found: dict[Direction, tuple[Difference, ...]], name: str) -> Iterator[Remark]:
    """Each difference once, and whether a break is behind it in one of the directions that it was found in."""
    agreeing: dict[tuple[str, str], bool] = {}
    reasons: dict[tuple[str, str], str] = {}
    for direction, differences in found.items():
        broken = {path for finding in item.findings for path in _broken(finding, item, direction)}
        for difference in differences:
            key = difference.name, difference.path
            agreeing[key] = agreeing.get(key, False) or not broken.isdisjoint(difference.paths)
            reasons[key] = difference.why
    for (rejected, path), agrees in agreeing.items():
        verdict = f"unsafe, and {name} will reject it: {rejected}"
        if not agrees:
            verdict = f"safe, but {name} will reject it: {rejected} ({reasons[rejected, path]})"
        yield Remark(name=rejected, path=path, agrees=agrees, reason=verdict)


def _unsaid(
    item: Comparison, found: dict[Direction, tuple[Difference, ...]], profile: Profile
) -> Iterator[Remark]:
    """Each break that no difference is about."""
    for finding in item.findings:
        seen = any(
            not _broken(finding, item, direction).isdisjoint(difference.paths)
            for direction, differences in found.items()
            for difference in differences
        )
        if finding.breaks and not seen:
            reason = f"unsafe, though {profile.name} accepts it: {_unseen(finding, item, profile)}"
            yield Remark(name="", path=finding.change.path, agrees=False, reason=reason)


def _unseen(finding: Finding, item: Comparison, profile: Profile) -> str:
    """Why the registry does not see a break."""
    policy = item.verdict.policy
    if not (item.in_old and item.in_new):
        return ABSENT
    if not any(
        policy.refuses(cell, finding.rule) for cell in finding.effects if cell.surface is Surface.WIRE
    ):
        return BYTES
    return profile.dialects[item.format].overlooks(finding.change)


def _broken(finding: Finding, item: Comparison, direction: Direction) -> frozenset[str]:
    """The paths of a finding that the policy refuses in this direction, and the link that led to it."""
    policy, change = item.verdict.policy, finding.change
    if not any(
        effect.direction is direction and policy.refuses(effect, finding.rule) for effect in finding.felt
    ):
        return frozenset()
    return frozenset(path for path in (change.path, change.old_path, change.via) if path)

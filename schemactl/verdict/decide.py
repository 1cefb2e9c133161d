"""Changes, a catalogue and a policy in; a verdict out. Every change is answered for, or it is unjudged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome, Surface, spare
from schemactl.model.verdict import Finding, InReader, Unjudged, Verdict
from schemactl.verdict.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.model.change import Change
    from schemactl.model.reader import Reader
    from schemactl.model.rule import Catalogue, Neutral, Rule, Trigger
    from schemactl.model.schema import Schema
    from schemactl.model.verdict import Policy


def decide(
    old: Schema, new: Schema, changes: Iterable[Change], catalogue: Catalogue, policy: Policy
) -> Verdict:
    """Judge each change by every rule that it triggers, in each reader of the format that the policy names."""
    judge = Judge(catalogue)
    readers = tuple(reader for reader in policy.readers if reader.format == new.format)
    findings: list[Finding] = []
    neutral: list[tuple[Change, Neutral]] = []
    unjudged: list[Unjudged] = []
    changes = tuple(changes)
    for change in changes:
        rules, reasons = judge.answers(change)
        findings += [found for rule in rules if (found := _finding(rule, change, policy, readers))]
        neutral += [(change, reason) for reason in reasons]
        if open_surfaces := tuple(policy.surfaces - answered(rules, reasons)):
            unjudged.append(Unjudged(change=change, surfaces=tuple(sorted(open_surfaces))))
    return Verdict(
        format=new.format,
        old=old,
        new=new,
        policy=policy,
        changes=changes,
        findings=tuple(findings),
        neutral=tuple(neutral),
        unjudged=tuple(unjudged),
        compared=tuple(dict.fromkeys((*new.files, *old.files))),
    )


class Judge:
    """A catalogue, indexed by what triggers its rules."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._rules: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        self._neutral: dict[tuple[str, str], list[Neutral]] = defaultdict(list)
        self._unreached = catalogue.unreached
        for rule in catalogue.every:
            for at in _index(rule.on):
                self._rules[at].append(rule)
        for reason in catalogue.neutral:
            for at in _index(reason.on):
                self._neutral[at].append(reason)

    def answers(self, change: Change) -> tuple[list[Rule], list[Neutral]]:
        """The rules that a change triggers, with what it does where data comes to; the reasons for no effect."""
        at, unreached = (change.kind, change.verb), self._unreached(change)
        rules = [rule for rule in self._rules[at] if rule.on.matches(change)]
        if unreached:
            rules = [replace(rule, effects=spare(rule.effects, unreached)) for rule in rules]
        return rules, [reason for reason in self._neutral[at] if reason.on.matches(change)]


def _index(trigger: Trigger) -> list[tuple[str, str]]:
    return [(trigger.kind, verb) for verb in trigger.verbs]


def answered(rules: Iterable[Rule], reasons: Iterable[Neutral]) -> frozenset[Surface]:
    """The surfaces on which these answer."""
    by_rules = {effect.surface for rule in rules for effect in rule.effects}
    return frozenset(by_rules.union(*(reason.surfaces for reason in reasons)))


def _finding(rule: Rule, change: Change, policy: Policy, readers: tuple[Reader, ...]) -> Finding | None:
    effects = tuple(effect for effect in rule.effects if effect.outcome is not Outcome.OK)
    heard = tuple(InReader(reader=reader.name, departed=reader.departed(rule, change)) for reader in readers)
    if not effects and not any(each.departed for each in heard):
        return None
    finding = Finding(
        fingerprint=fingerprint(rule, change),
        rule=rule,
        change=change,
        effects=effects,
        breaks=False,
        readers=heard,
    )
    if not any(policy.refuses(effect, rule) for effect in finding.felt):
        return finding
    waiver = policy.waivers.get(finding.fingerprint)
    return replace(finding, breaks=waiver is None or not waiver.active, waiver=waiver)

"""An answer in; every change of it with what it does, or why it does nothing, out, as text or JSON."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import schemactl
from schemactl.report.json import dump, effects, place
from schemactl.report.places import labelled, new_place, old_place
from schemactl.report.words import counted, grouped, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.change import Change
    from schemactl.model.verdict import Finding, Verdict
    from schemactl.report.answer import Answer, Round


def as_text(answer: Answer) -> str:
    """Each change with its place and its effects."""
    blocks = [
        "\n".join(_block(change, findings, verdict, one, answer))
        for one in answer.rounds
        for verdict in one.verdicts
        for change, findings in _judged(verdict)
    ]
    return "\n\n".join([*blocks, counted(answer.changes, "change")]) + "\n"


def as_json(answer: Answer) -> str:
    """The object schemactl.diff/1."""
    one = answer.rounds[0]
    changes = [
        _object(change, findings, verdict, one, answer)
        for verdict in one.verdicts
        for change, findings in _judged(verdict)
    ]
    return dump(
        {
            "schema": "schemactl.diff/1",
            "version": schemactl.__version__,
            "old": one.old.label,
            "new": one.new.label,
            "changes": changes,
        }
    )


def _judged(verdict: Verdict) -> Iterator[tuple[Change, list[Finding]]]:
    """Each change with its findings, in the order of the texts."""
    findings: dict[int, list[Finding]] = defaultdict(list)
    for finding in verdict.findings:
        findings[id(finding.change)].append(finding)
    for change in sorted(verdict.changes, key=lambda change: change.element.location):
        yield change, findings[id(change)]


def _reasons(change: Change, verdict: Verdict) -> list[str]:
    return [neutral.reason for neutrally, neutral in verdict.neutral if neutrally is change]


def _block(
    change: Change, findings: list[Finding], verdict: Verdict, one: Round, answer: Answer
) -> Iterator[str]:
    at, label = new_place(change, one, answer), one.new.label
    if at is None:
        at, label = old_place(change), one.old.label
    where = f"{labelled(label, at.source)}:{at.line}:{at.column}" if at else label
    words = [told(change, finding.rule.message) for finding in findings] or [told(change)]
    yield f"{where}: {words[0]}"
    for finding in findings:
        for _, effect in grouped(finding.effects):
            yield f"   {effect} [{finding.rule.id}]"
    yield from (f"   no effect: {reason}" for reason in _reasons(change, verdict))
    if any(item.change is change for item in verdict.unjudged):
        yield "   unjudged: no rule knows this change"


def _object(
    change: Change, findings: list[Finding], verdict: Verdict, one: Round, answer: Answer
) -> dict[str, Any]:
    words = [told(change, finding.rule.message) for finding in findings] or [told(change)]
    return {
        "format": verdict.format,
        "verb": change.verb.value,
        "kind": change.kind,
        "facet": change.facet or None,
        "path": change.path,
        "old_path": change.old_path,
        "location": place(new_place(change, one, answer)),
        "old_location": place(old_place(change)),
        "message": words[0],
        "effects": [
            {"rule": finding.rule.id, **effect} for finding in findings for effect in effects(finding.effects)
        ],
        "neutral": _reasons(change, verdict),
        "judged": not any(item.change is change for item in verdict.unjudged),
    }

"""What was found out about each subject of a project in; what push would do, or did, out, as text and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import schemactl
from schemactl.report.json import subject_told
from schemactl.report.subjects import own_answer
from schemactl.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.standing import Standing
    from schemactl.model.subject import Version
    from schemactl.report.answer import Answer, Round
    from schemactl.report.style import Role, Style


class Action(StrEnum):
    """What push does with a subject."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was registered. forced: against the registry's will."""

    version: Version
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """answer: of the check of every subject, in the order of registering. refers: each subject's references.

    events: full names by subject. done: what was registered, by subject; None before it was tried.
    forcing: a waived break may go past the registry.
    """

    registry: str
    strategy: str
    answer: Answer
    refers: dict[str, tuple[str, ...]]
    events: dict[str, tuple[str, ...]]
    forcing: bool = False
    done: dict[str, Done] | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(self.refers)

    def rounds(self, subject: str) -> tuple[Round, ...]:
        return tuple(one for one in self.answer.rounds if one.standing and one.standing.subject == subject)

    def standing(self, subject: str) -> Standing:
        standing = self.rounds(subject)[0].standing
        assert standing is not None  # noqa: S101  (rounds of a plan have one)
        return standing

    def action(self, subject: str) -> Action:
        standing = self.standing(subject)
        if standing.held:
            return Action.UNCHANGED  # registering it tells the version that it is already, unjudged
        if not own_answer(standing, self.answer.rounds):
            return Action.REFUSED
        if standing.rejected and not (self.forcing and self.waived(subject)):
            return Action.REFUSED
        return Action(standing.state)

    def waived(self, subject: str) -> bool:
        return any(verdict.waived for one in self.rounds(subject) for verdict in one.verdicts)

    @property
    def refused(self) -> tuple[str, ...]:
        return tuple(subject for subject in self.subjects if self.action(subject) is Action.REFUSED)

    @property
    def pending(self) -> tuple[str, ...]:
        """What is still to be registered."""
        wanted = (Action.NEW, Action.CHANGED)
        return tuple(
            each for each in self.subjects if self.action(each) in wanted and each not in (self.done or {})
        )


def as_text(plan: Plan, style: Style) -> str:
    """A line for each subject, in the order of registering, and what stands in the way."""
    head = f"{style('strong', plan.registry)} · strategy {plan.strategy} · {_tally(plan)}"
    width = max(map(len, plan.subjects), default=0)
    lines = [_line(plan, subject, width, style) for subject in plan.subjects]
    return "\n".join((head, "", *lines, *_hints(plan))) + "\n"


def outcome(plan: Plan) -> str:
    """What became of a push: one line for each subject that was registered, and one for the rest."""
    done = plan.done or {}
    lines = [
        f"registered  {subject}@{each.version.number}, id {each.version.schema_id}"
        + (" (forced: its compatibility was NONE for that moment)" if each.forced else "")
        for subject, each in done.items()
    ]
    if plan.pending:
        lines.append(f"not done    {', '.join(plan.pending)}")
    elif not done:
        lines.append("nothing to register: the registry has it all")
    return "\n".join(lines) + "\n"


def as_json(plan: Plan) -> dict[str, Any]:
    """schemactl.plan/1."""
    return {
        "schema": "schemactl.plan/1",
        "version": schemactl.__version__,
        "registry": plan.registry,
        "strategy": plan.strategy,
        "ok": not plan.refused,
        "subjects": [_told(plan, subject) for subject in plan.subjects],
    }


def _told(plan: Plan, subject: str) -> dict[str, Any]:
    done = (plan.done or {}).get(subject)
    standing = plan.standing(subject)
    return {
        "subject": subject, "path": standing.path, "format": standing.format,
        "action": plan.action(subject).value, "events": list(plan.events[subject]),
        "references": list(plan.refers[subject]),
        "registered": _registered(subject, done) if done else None,
        "comparisons": [subject_told(one, plan.answer) for one in plan.rounds(subject)],
    }  # fmt: skip


def registered(plan: Plan) -> list[dict[str, Any]]:
    """What a push has done."""
    return [_registered(subject, done) for subject, done in (plan.done or {}).items()]


def _registered(subject: str, done: Done) -> dict[str, Any]:
    version = done.version
    return {"subject": subject, "version": version.number, "id": version.schema_id, "forced": done.forced}


def _tally(plan: Plan) -> str:
    actions = [plan.action(subject) for subject in plan.subjects]
    found = [(actions.count(action), action.value) for action in Action]
    words = ", ".join(f"{number} {name}" for number, name in found if number)
    return f"{counted(len(actions), 'subject')}: {words}"


def _line(plan: Plan, subject: str, width: int, style: Style) -> str:
    action, standing = plan.action(subject), plan.standing(subject)
    colour: Role = "good"
    if action in (Action.REFUSED, Action.UNCHANGED):
        colour = "bad" if action is Action.REFUSED else "fine"
    events = ", ".join(plan.events[subject]) or "referred to"
    number = standing.held or standing.number
    version = f" · version {number}" if number else ""
    refers = f" · refers to {', '.join(plan.refers[subject])}" if plan.refers[subject] else ""
    return f"{style(colour, f'{action.value:<9}')} {subject:<{width}}  {standing.path} ({events}){version}{refers}"


def _hints(plan: Plan) -> Iterator[str]:
    """What a person should know before believing the plan."""
    yield from (f"note   {note}" for note in plan.answer.notes)
    waived = [subject for subject in plan.refused if plan.standing(subject).rejected and plan.waived(subject)]
    if waived:
        yield ""
        yield f"{', '.join(waived)}: the break is waived, and the registry refuses it all the same"
        yield "   fix    push --with-compatibility NONE --i-understand registers it past the registry's check"

"""A check's findings, and what is said of some of them, in; the file of waivers, with or without them, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

from schemactl.cli.asking import Asking
from schemactl.cli.output import write_whole
from schemactl.cli.project import open_project
from schemactl.config.waivers import written
from schemactl.errors import ConfigError, UsageError
from schemactl.model.location import Location
from schemactl.model.waiver import State, Waiver
from schemactl.pipeline import NO_PROOFS
from schemactl.report.waivers import states, told
from schemactl.report.words import facet_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from schemactl.cli.project import Project
    from schemactl.model.change import Change
    from schemactl.model.verdict import Finding
    from schemactl.report.answer import Answer

USUAL = timedelta(days=30)
OVER = (State.EXPIRED, State.SPENT, State.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person says when they waive."""

    reason: str
    owner: str
    issue: str
    expires: timedelta | None


def checked(against: Sequence[str], project: Project | None = None) -> Answer:
    """What `check` finds, with the waivers that there are."""
    project = project or open_project()
    waivers = project.waivers()
    policy = replace(project.configuration.policy, waivers={each.id: each for each in waivers})
    asking = Asking(project=project, policy=policy, proofs=NO_PROOFS)
    return replace(asking.answer(against, start=perf_counter()), waivers=waivers)


def waive(wanted: Collection[str], said: Entry, against: Sequence[str]) -> Iterator[str]:
    """Write an entry for each break that is wanted (none named: for all), and tell each."""
    project = open_project()
    answer = checked(against, project)
    breaks: dict[str, tuple[Finding, str]] = {}
    for one in answer.rounds:
        for finding in (found for verdict in one.verdicts for found in verdict.breaks):
            breaks.setdefault(finding.fingerprint, (finding, one.old.label))
    if unknown := sorted(set(wanted) - breaks.keys()):
        known = ", ".join(breaks) or "it finds none"
        raise UsageError(f"the check finds no break {', '.join(unknown)}", fix=f"what it finds: {known}")
    chosen = [breaks[name] for name in breaks if name in wanted or not wanted]
    added = [_waiver(finding, label, said, project) for finding, label in chosen]
    kept = [each for each in answer.waivers or () if each.id not in {one.id for one in added}]
    if added:
        _write([*kept, *added], project, added)
    for each in added:
        yield f"{each.id} is waived {each.told}: {each.rule} {each.element}".replace("  ", " ")
    if not added:
        yield "there is no break to waive"


def prune(against: Sequence[str]) -> Iterator[str]:
    """Remove what is over, and tell each."""
    project = open_project()
    found = list(states(checked(against, project)))
    over = [(waiver, state) for waiver, state in found if state in OVER]
    if over:
        _write([waiver for waiver, state in found if state not in OVER], project, ())
    for waiver, state in over:
        yield f"removed {told(waiver, state)}"
    if not over:
        yield "nothing is over"


def _waiver(finding: Finding, label: str, said: Entry, project: Project) -> Waiver:
    today = datetime.now(UTC).date()
    terms = project.configuration.terms
    span = said.expires or min(USUAL, timedelta(days=terms.max_days))
    return Waiver(
        id=finding.fingerprint, rule=finding.rule.id, element=finding.change.path, change=_told(finding.change),
        reason=said.reason, owner=said.owner, issue=said.issue, created=today, expires=today + span,
        against=label, left=span.days, location=Location(terms.file),
    )  # fmt: skip


def _told(change: Change) -> str:
    """What happened to the element, in a few words."""
    if not change.facet:
        return change.verb.value
    return f"{facet_value(change.old, change.facet)} → {facet_value(change.new, change.facet)}"


def _write(waivers: Iterable[Waiver], project: Project, added: Iterable[Waiver]) -> None:
    """Replace the file. Raises ConfigError, and changes nothing, if a new entry is not what the team asks of one."""
    terms = project.configuration.terms
    for each in added:
        missing = [duty.value for duty in terms.require if not getattr(each, duty.value)]
        if missing:
            raise ConfigError(f"a waiver here needs {' and '.join(missing)}", fix=f"say --{missing[0]}")
        if each.left is not None and each.left > terms.max_days:
            message = f"--expires is {each.left} days from now, and [waivers] max-days is {terms.max_days}"
            raise ConfigError(message, fix=f"let it expire earlier: --expires {terms.max_days}d")
    write_whole(project.folder / terms.file, written(waivers).encode())

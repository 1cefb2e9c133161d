"""An answer or an error in; GitHub's workflow commands and job summary out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from schemactl.errors import CompileError
from schemactl.model.effect import Outcome, Surface
from schemactl.model.location import Location
from schemactl.report.heard import heard_by
from schemactl.report.places import new_place
from schemactl.report.rollout import rollout
from schemactl.report.subjects import together
from schemactl.report.words import counted, grouped, message, proof, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.errors import SchemactlError
    from schemactl.model.verdict import Finding, Unjudged, Verdict
    from schemactl.report.answer import Answer, Round

LIMIT = 10
"""How many annotations of one level GitHub shows for a step."""

Level = Literal["error", "warning", "notice"]

_HARM = (Outcome.UNKNOWN, Outcome.UNHANDLED, Outcome.LOSES, Outcome.REJECTS, Outcome.MISREADS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One line of the report: rank 0 is the worst of its level."""

    level: Level
    place: Location | None
    title: str
    text: str
    rank: int = 0

    def __str__(self) -> str:
        at = self.place
        where = f"file={_property(at.source)},line={at.line},col={at.column}," if at else ""
        return f"::{self.level} {where}title={_property(self.title)}::{_data(self.text)}"


def render(answer: Answer) -> str:
    """The worst annotations of each level, and one line that counts."""
    return annotated(_annotations(answer), _headline(answer), "in the job summary")


def annotated(annotations: list[Annotation], headline: str, rest_is: str = "not shown") -> str:
    """As many annotations as GitHub shows, and a line that also counts those it does not."""
    shown, rest = _split(annotations)
    lines = [str(annotation) for annotation in shown]
    more = f", {counted(len(rest), 'annotation')} {rest_is}" if rest else ""
    return "\n".join([*lines, f"{headline}{more}"]) + "\n"


def render_error(error: SchemactlError) -> str:
    """A compile error's every problem, or the error itself."""
    if isinstance(error, CompileError):
        shown, rest = _split([
            Annotation(
                level="error", place=problem.location, title="does not compile",
                text=problem.message,
            )
            for problem in error.problems
        ])  # fmt: skip
        more = [f"{counted(len(rest), 'more error')}"] if rest else []
        return "\n".join([*map(str, shown), *more]) + "\n"
    text = f"{error.message}\n{error.fix}" if error.fix else error.message
    return str(Annotation(level="error", place=error.location, title="schemactl", text=text)) + "\n"


def summary(answer: Answer) -> str:
    """Markdown for the job summary: the headline, and what was not annotated."""
    _, rest = _split(_annotations(answer))
    lines = [f"**schemactl**: {_headline(answer)}", ""]
    for annotation in rest:
        at = f"`{annotation.place}` " if annotation.place else ""
        lines.append(f"- {at}**{annotation.title}** {annotation.text.splitlines()[0]}")
    return "\n".join(lines) + "\n"


def _headline(answer: Answer) -> str:
    breaks, unjudged = counted(len(answer.breaks), "break"), len(answer.unjudged)
    also = f", {counted(unjudged, 'unjudged change')}" if unjudged else ""
    old = ", ".join(name or group[0].old.label for name, group in together(answer.rounds))
    return f"{breaks}{also} against {old} · rollout: {rollout(answer.verdicts).advice}"


def _split(annotations: list[Annotation]) -> tuple[list[Annotation], list[Annotation]]:
    """The worst of each level, and the others."""
    shown: list[Annotation] = []
    for level in ("error", "warning", "notice"):
        of_level = [annotation for annotation in annotations if annotation.level == level]
        shown += sorted(of_level, key=lambda annotation: annotation.rank)[:LIMIT]
    return shown, [annotation for annotation in annotations if annotation not in shown]


def _annotations(answer: Answer) -> list[Annotation]:
    found: list[Annotation] = []
    for one in answer.rounds:
        found += _standing(one)
        for verdict in one.verdicts:
            found += [_unjudged(item, one, answer) for item in verdict.unjudged]
            found += [
                each for finding in verdict.findings for each in _finding(finding, verdict, one, answer)
            ]
    return list(dict.fromkeys(found))


def _finding(finding: Finding, verdict: Verdict, one: Round, answer: Answer) -> Iterator[Annotation]:
    asked = verdict.policy.surfaces | {Surface.DISPATCH}
    own = [effect for effect in finding.effects if effect.surface in asked]
    seen = [*own, *(effect for effect in finding.felt if effect.surface in asked)]
    level: Level = "error" if finding.breaks else "warning"
    if not finding.breaks and all(effect.surface is Surface.DISPATCH for effect in seen):
        level = "notice"
    if seen:
        lines = [message(finding), *(words for _, words in (*grouped(own), *heard_by(finding)))]
        lines += [f"proof: {proof(witness)}" for witness in finding.witnesses]
        lines += [f"fix: {finding.rule.fix}"]
        if finding.waived and finding.waiver:
            lines += [f"waived {finding.waiver.told}: {finding.waiver.reason}"]
        yield Annotation(
            level=level,
            place=new_place(finding.change, one, answer),
            title=finding.rule.id,
            text="\n".join(lines),
            rank=-max(_HARM.index(effect.outcome) for effect in seen),
        )


def _standing(one: Round) -> Iterator[Annotation]:
    """What the registry says, and what is to be known of a subject."""
    standing = one.standing
    if standing is None:
        return
    place, said = Location(standing.path), standing.said
    if standing.refusal:
        yield Annotation(level="error", place=place, title="refused", text=standing.refusal, rank=-len(_HARM))
    if said and not said.compatible:
        text = "\n".join((f"{standing.subject}: {standing.registry} rejects it", *said.messages))
        yield Annotation(level="error", place=place, title="registry", text=text, rank=-len(_HARM))
    for warning in standing.warnings:
        yield Annotation(level="warning", place=place, title=standing.subject, text=warning)


def _unjudged(item: Unjudged, one: Round, answer: Answer) -> Annotation:
    text = f"{told(item.change)}: no rule knows this change, so it does not count as safe"
    place = new_place(item.change, one, answer)
    return Annotation(level="error", place=place, title="unjudged", text=text, rank=-len(_HARM))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""An answer in; the text that a person reads at a terminal or in a CI log out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from schemactl.model.change import Verb
from schemactl.model.effect import Outcome, Surface
from schemactl.report.comparison import comparisons, position
from schemactl.report.excerpt import Texts, excerpt
from schemactl.report.heard import heard_by
from schemactl.report.places import file_of, labelled, new_place, old_place, standing
from schemactl.report.registry import predict
from schemactl.report.rollout import rollout
from schemactl.report.style import plain
from schemactl.report.subjects import lines as subject_lines
from schemactl.report.subjects import tally, together
from schemactl.report.waivers import idle
from schemactl.report.waivers import told as told_waiver
from schemactl.report.words import counted, facet_value, grouped, message, proof, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.change import Change
    from schemactl.model.effect import Effect
    from schemactl.model.verdict import Finding, Unjudged, Verdict
    from schemactl.model.waiver import Waiver
    from schemactl.report.answer import Answer, Round
    from schemactl.report.style import Style

WIDTH = 120
PREDICTED = "(a prediction, which decides nothing)"


def render(answer: Answer, style: Style = plain, *, detail: int = 0) -> str:
    """The whole report; detail: below 0 only what fails, above 0 also surfaces that nobody asked about."""
    page = _Page(answer, style, detail)
    blocks = [block for name, group in together(answer.rounds) for block in page.group(name, group)]
    return "\n\n".join([*blocks, *page.idle_waivers(), page.summary()]) + "\n"


class _Page:
    """One report while it is written."""

    def __init__(self, answer: Answer, style: Style, detail: int) -> None:
        self.answer = answer
        self.style = style
        self.detail = detail
        self.shown: set[tuple[str, str]] = set()

    def group(self, registry: str, rounds: tuple[Round, ...]) -> Iterator[str]:
        """One old version, or every subject that was looked up in a registry."""
        yield self.against(registry, rounds) if registry else self.header(rounds[0])
        for one in rounds:
            if standing := list(subject_lines(one, self.answer, self.style, detail=self.detail)):
                yield "\n".join(standing)
            yield from self.round(one)

    def against(self, registry: str, rounds: tuple[Round, ...]) -> str:
        header = f"{self.style('strong', f'against {registry}')} · {tally(rounds)}"
        return "\n".join((header, *(f"   note   {note}" for note in self.answer.notes)))

    def round(self, one: Round) -> Iterator[str]:
        old, new = Texts(one.old), Texts(one.new)
        repeated = 0
        for verdict in one.verdicts:
            for finding in sorted(verdict.findings, key=position):
                key = (finding.fingerprint, file_of(finding.change, one))
                if finding.breaks and key in self.shown:
                    repeated += 1
                elif finding.breaks:
                    self.shown.add(key)
                    yield "\n".join(self.finding(finding, verdict, one, old, new))
            for item in verdict.unjudged:
                yield "\n".join(self.unjudged(item, one, old, new))
            if verdict.refuted:
                yield "\n".join(self.refuted(verdict))
        if repeated:
            yield f"{counted(repeated, 'break')} as above"
        if self.detail >= 0 and (tolerated := list(self.tolerated(one))):
            yield "\n".join(tolerated)
        if predicted := list(self.predicted(one)):
            yield "\n".join(predicted)

    def header(self, one: Round) -> str:
        detail = f" ({one.old.detail})" if one.old.detail else ""
        schemas = f"{counted(self.answer.schemas, 'schema')}, {one.changed} changed"
        compatibility = self.answer.policy.compatibility.value
        return f"{self.style('strong', f'against {one.old.label}{detail}')} · {schemas} · {compatibility}"

    def finding(
        self, finding: Finding, verdict: Verdict, one: Round, old: Texts, new: Texts
    ) -> Iterator[str]:
        change = finding.change
        yield self.title(change, one, self.style("bad", finding.rule.id), message(finding))
        yield from self.excerpt(change, one, old, new)
        yield from self.effects(finding, verdict)
        yield from paragraph("why", finding.rule.why)
        yield from (f"   proof  {proof(witness)}" for witness in finding.witnesses)
        yield from paragraph("fix", finding.rule.fix)
        yield from self.waiving(finding)

    def waiving(self, finding: Finding) -> Iterator[str]:
        """How to accept a break, or why that does not hold any more."""
        if finding.waiver and not finding.waived:
            yield f"   waived {finding.waiver.told}, which is over: {finding.waiver.reason}"
        if self.answer.waivers is not None:
            yield f'   waive  schemactl waive {finding.fingerprint} --reason "…"'

    def accepted(self, waiver: Waiver) -> str:
        soon = f", in {counted(waiver.left or 0, 'day')}" if waiver.ending else ""
        return f"   waived {waiver.told}{soon}: {waiver.reason}"

    def unjudged(self, item: Unjudged, one: Round, old: Texts, new: Texts) -> Iterator[str]:
        yield self.title(item.change, one, self.style("bad", "unjudged"), told(item.change))
        yield from self.excerpt(item.change, one, old, new)
        surfaces = ", ".join(item.surfaces)
        yield f"   why    no rule knows this change on {surfaces}, so it does not count as safe"
        yield "   fix    report it as a bug of schemactl, with both versions of the schema"

    def tolerated(self, one: Round) -> Iterator[str]:
        """Each finding that does not fail the check and that is still worth a look, in a few lines."""
        for verdict in one.verdicts:
            for finding in verdict.findings:
                words = [] if finding.breaks else self.effects(finding, verdict)
                if words:
                    yield self.title(
                        finding.change, one, self.style("fine", finding.rule.id), message(finding)
                    )
                    yield from words
                if finding.waived and finding.waiver:
                    yield self.accepted(finding.waiver)

    def predicted(self, one: Round) -> Iterator[str]:
        """What registries will say to each file, a line for each thing that they name, or should."""
        for item in comparisons(one):
            for said in (
                predict(item, one, each) for each in self.answer.profiles if item.format in each.dialects
            ):
                verb = self.style("good", "accept") if said.compatible else self.style("bad", "reject")
                yield f"{self.style('strong', item.path)}: {said.profile} will {verb} it {PREDICTED}"
                yield from (f"   {remark.path}: {remark.reason}" for remark in said.remarks)

    def effects(self, finding: Finding, verdict: Verdict) -> list[str]:
        """What a finding does on the surfaces asked for and on dispatch, and how the policy sees it."""
        asked = verdict.policy.surfaces | {Surface.DISPATCH}
        groups = [*grouped(finding.effects), *heard_by(finding)]
        return [
            f"   {_standing(effects, finding, verdict):<6} {words}"
            for effects, words in groups
            if self.detail > 0 or effects[0].surface in asked
        ]

    def refuted(self, verdict: Verdict) -> Iterator[str]:
        """An event that shows what no rule told of."""
        refutation = verdict.refutation
        if refutation and refutation.counterexample:
            witness = refutation.counterexample
            yield f"{self.style('bad', 'refuted')}: {witness.type_name}, judged compatible, {witness.direction.value}"
            yield f"   proof  {proof(witness)}"
            yield f"   fix    this is a bug in a rule: report it, with the schemas and seed {refutation.seed}"

    def title(self, change: Change, one: Round, rule: str, words: str) -> str:
        place, label = new_place(change, one, self.answer), one.new.label
        if place is None:
            place, label = old_place(change), one.old.label
        where = f"{labelled(label, place.source)}:{place.line}:{place.column}" if place else label
        return f"{self.style('strong', where)}: {rule}  {words}"

    def excerpt(self, change: Change, one: Round, old: Texts, new: Texts) -> list[str]:
        place, before = standing(change), old_place(change)
        then = f"{labelled(one.old.label, before.source)}:{before.line}" if before else ""
        then = then.removeprefix("git:")
        if place is None:
            return excerpt(old, before, f"was here: {then}") if before else []
        notes = {
            Verb.CHANGED: f"was {facet_value(change.old, change.facet)} at {then}",
            Verb.REMOVED: f"held {change.element.label}, at {then}",
            Verb.ADDED: "is new",
            Verb.REUSED: f"was {facet_value(change.old, change.facet)} at {then}, then given up",
        }
        return excerpt(new, place, notes[change.verb])

    def idle_waivers(self) -> Iterator[str]:
        if found := idle(self.answer):
            lines = [f"{told_waiver(*each)}" for each in found]
            yield "\n".join((*lines, "   fix    schemactl waivers prune removes what is over"))

    def summary(self) -> str:
        breaks, unjudged = len(self.answer.breaks), len(self.answer.unjudged)
        fine = self.answer.changes - self.answer.refused_changes
        parts = [counted(breaks, "break")]
        parts += [f"{waived} waived"] if (waived := len(self.answer.waived)) else []
        parts += [counted(rejected, "rejection")] if (rejected := len(self.answer.rejected)) else []
        parts += [counted(unjudged, "unjudged change")] if unjudged else []
        parts += [counted(len(self.answer.refuted), "refutation")] if self.answer.refuted else []
        parts += [counted(fine, "compatible change")]
        tried = sum(refutation.tried for refutation in self.answer.refutations)
        told_sum = self.style("good" if self.answer.compatible else "bad", ", ".join(parts))
        advice = rollout(self.answer.verdicts).advice
        proved = f" · {tried:,} events tried" if self.answer.refutations else ""
        return f"{told_sum} · rollout: {advice}{proved} · {self.answer.seconds:.2f} s"


def _standing(effects: tuple[Effect, ...], finding: Finding, verdict: Verdict) -> str:
    """How the policy sees a group of effects, in the readers that it names."""
    policy = verdict.policy
    if all(effect.outcome is Outcome.OK for effect in effects):
        return ""
    felt = finding.felt
    if any(effect in felt and policy.refuses(effect, finding.rule) for effect in effects):
        return "breaks"
    return "allows" if all(policy.tolerates(effect, finding.rule) for effect in effects) else "shows"


def paragraph(name: str, text: str) -> list[str]:
    """A text of several sentences beside its name, wrapped."""
    return wrap(
        text, WIDTH, initial_indent=f"   {name:<7}", subsequent_indent=" " * 10, break_long_words=False
    )

"""A round in; what happened to each schema file of it out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.report.places import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import FormatName
    from schemactl.model.verdict import Finding, Unjudged, Verdict
    from schemactl.report.answer import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One schema file: `path` as both versions name it; in_old, in_new: whether that version has it.

    verdict: the one that it is a part of.
    """

    path: str
    format: FormatName
    in_old: bool
    in_new: bool
    findings: tuple[Finding, ...]
    unjudged: tuple[Unjudged, ...]
    verdict: Verdict

    @property
    def compatible(self) -> bool:
        return not self.unjudged and not any(finding.breaks for finding in self.findings)


def comparisons(one: Round) -> Iterator[Comparison]:
    """Every file, or the subject, that was compared; files in the order of the paths within each verdict."""
    for verdict in one.verdicts:
        yield from (_of(verdict, one) if one.standing is None else [_subject(verdict, one.standing.path)])


def _subject(verdict: Verdict, path: str) -> Comparison:
    """A subject is one file with all that it refers to."""
    findings = tuple(sorted(verdict.findings, key=position))
    return Comparison(
        path=path, format=verdict.format, in_old=True, in_new=True, findings=findings,
        unjudged=verdict.unjudged, verdict=verdict,
    )  # fmt: skip


def _of(verdict: Verdict, one: Round) -> Iterator[Comparison]:
    findings: dict[str, list[Finding]] = defaultdict(list)
    unjudged: dict[str, list[Unjudged]] = defaultdict(list)
    for finding in verdict.findings:
        findings[file_of(finding.change, one)].append(finding)
    for item in verdict.unjudged:
        unjudged[file_of(item.change, one)].append(item)
    olds = {path.removeprefix(one.old.prefix) for path in verdict.old.files}
    news = {path.removeprefix(one.new.prefix) for path in verdict.new.files}
    for path in sorted({*olds, *news, *findings, *unjudged}):
        yield Comparison(
            path=path,
            format=verdict.format,
            in_old=path in olds,
            in_new=path in news,
            findings=tuple(sorted(findings[path], key=position)),
            unjudged=tuple(unjudged[path]),
            verdict=verdict,
        )


def position(finding: Finding) -> tuple[str, int, int, str, str]:
    """The order of findings: by place, then by rule, and by fingerprint where both are equal."""
    place = finding.change.element.location
    return place.source, place.line, place.column, finding.rule.id, finding.fingerprint

"""What lint found in; text, JSON (schemactl.lint/1) or GitHub's annotations out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import schemactl
from schemactl.lint.repair import merged, statements
from schemactl.report.excerpt import Texts, excerpt
from schemactl.report.github import Annotation, annotated
from schemactl.report.json import dump, place
from schemactl.report.style import plain
from schemactl.report.text import paragraph
from schemactl.report.words import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.lint import Hazard, Ignore, Reservation
    from schemactl.model.source import Source
    from schemactl.report.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file that was mended, by what; error: why it was not ("" if it was)."""

    path: str
    hazards: tuple[Hazard, ...]
    error: str = ""

    @property
    def reservations(self) -> list[Reservation]:
        return merged(each.spot.repair for each in self.hazards if each.spot.repair)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All that lint saw.

    old: the version that steps were looked at from; skipped: the checks that need one, where there is none, and
    unseen: why there is none. schemas: how many files were looked at. seconds: how long it took.
    """

    new: Source
    hazards: tuple[Hazard, ...]
    ignored: tuple[tuple[Hazard, Ignore], ...] = ()
    old: Source | None = None
    skipped: tuple[str, ...] = ()
    unseen: str = ""
    mended: tuple[Mended, ...] = ()
    schemas: int = 0
    seconds: float = 0.0


def text(sight: Sight, style: Style = plain, *, detail: int = 0) -> str:
    """The whole report; detail: below 0 a line a hazard, above 0 also what is ignored."""
    texts = Texts(sight.new)
    blocks = [_header(sight, style)] if detail >= 0 else []
    blocks += ["\n".join(_mended(each, style)) for each in sight.mended]
    told: set[str] = set()
    for each in sight.hazards:
        blocks.append("\n".join(_hazard(each, texts, style, detail, told)))
        told.add(each.check.id)
    if detail > 0:
        blocks += ["\n".join(_ignored(hazard, ignore, style)) for hazard, ignore in sight.ignored]
    return ("\n\n" if detail >= 0 else "\n").join([*blocks, _summary(sight, style)]) + "\n"


def _header(sight: Sight, style: Style) -> str:
    schemas = counted(sight.schemas, "schema")
    if sight.old is None:
        skipped = f"; {counted(len(sight.skipped), 'check')} skipped" if sight.skipped else ""
        return f"{style('strong', schemas)} · no old version: {printable(sight.unseen)}{skipped}"
    detail = f" ({sight.old.detail})" if sight.old.detail else ""
    return f"{style('strong', schemas)} · steps from {sight.old.label}{detail}"


def _mended(mended: Mended, style: Style) -> Iterator[str]:
    if mended.error:
        yield f"{style('strong', mended.path)}: {style('bad', 'not fixed')}  {printable(mended.error)}"
        return
    yield f"{style('strong', mended.path)}: {style('good', 'fixed')}"
    for each in mended.reservations:
        yield f"   {each.type_name}: {' '.join(statements(each))}"


def _hazard(hazard: Hazard, texts: Texts, style: Style, detail: int, told: set[str]) -> Iterator[str]:
    """told: the checks whose reason stands above."""
    at, check = hazard.spot.location, hazard.check
    yield f"{style('strong', str(at))}: {style('bad', check.id)}  {printable(hazard.spot.message)}"
    if detail >= 0:
        yield from excerpt(texts, at, "")
        yield from () if check.id in told else paragraph("why", check.why)
        yield from paragraph("fix", check.fix)


def _ignored(hazard: Hazard, ignore: Ignore, style: Style) -> Iterator[str]:
    where = f"{style('strong', str(hazard.spot.location))}: {style('fine', hazard.check.id)}"
    yield f"{where}  {printable(hazard.spot.message)}"
    yield f"   ignored at {ignore.location}: {printable(ignore.reason) or 'no reason given'}"


def _summary(sight: Sight, style: Style) -> str:
    told = style("bad" if sight.hazards else "good", counted(len(sight.hazards), "hazard"))
    ignored = f", {len(sight.ignored)} ignored" if sight.ignored else ""
    fixed = sum(len(each.hazards) for each in sight.mended if not each.error)
    return f"{told}{f', {fixed} fixed' if fixed else ''}{ignored} · {sight.seconds:.2f} s"


def json(sight: Sight) -> str:
    """The object schemactl.lint/1."""
    fixed = [each for each in sight.mended if not each.error]
    return dump(
        {
            "schema": "schemactl.lint/1",
            "version": schemactl.__version__,
            "clean": not sight.hazards,
            "old": sight.old.label if sight.old else None,
            "skipped": [{"check": check, "reason": sight.unseen} for check in sight.skipped],
            "hazards": [_object(each) for each in sight.hazards],
            "ignored": [
                {**_object(hazard), "reason": ignore.reason, "by": place(ignore.location)}
                for hazard, ignore in sight.ignored
            ],
            "mended": [_mended_object(each) for each in sight.mended],
            "summary": {
                "schemas": sight.schemas,
                "hazards": len(sight.hazards),
                "ignored": len(sight.ignored),
                "fixed": sum(len(each.hazards) for each in fixed),
            },
        }
    )


def _object(hazard: Hazard) -> dict[str, Any]:
    return {
        "check": hazard.check.id,
        "path": hazard.spot.path,
        "location": place(hazard.spot.location),
        "message": hazard.spot.message,
        "fix": hazard.check.fix,
        "fixable": hazard.spot.repair is not None,
    }


def _mended_object(mended: Mended) -> dict[str, Any]:
    return {
        "file": mended.path,
        "types": [{"type": each.type_name, "statements": statements(each)} for each in mended.reservations],
        "error": mended.error or None,
    }


def github(sight: Sight) -> str:
    """An annotation a hazard, and one line that counts."""
    found = [
        Annotation(
            level="error", place=each.spot.location, title=each.check.id,
            text=f"{each.spot.message}\nfix: {each.check.fix}",
        )
        for each in sight.hazards
    ]  # fmt: skip
    return annotated(found, counted(len(found), "hazard"))

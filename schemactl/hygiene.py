"""Lint on one page: sources → formats → checks → hazards, and from them mended texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.formats.format import by_name, compiled
from schemactl.lint.catalog import checks
from schemactl.lint.ignores import in_text
from schemactl.lint.look import of_step, of_version
from schemactl.lint.repair import repaired
from schemactl.sources.cache import Cache
from schemactl.sources.scope import narrow, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from schemactl.formats.format import Format
    from schemactl.model.lint import Check, Hazard, Ignore
    from schemactl.model.module import Module
    from schemactl.model.source import Batch, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """One module's schemas of one format: their hazards, and what comments in their texts ignore."""

    form: Format
    batch: Batch
    hazards: tuple[Hazard, ...]
    ignores: tuple[Ignore, ...]


def lint(
    new: Source,
    modules: Iterable[Module],
    *,
    old: Source | None = None,
    disabled: Collection[str] = (),
    cache: Cache | None = None,
) -> Iterator[Linted]:
    """Look for hazards in every schema of the modules, and, with an old version, in the step from it.

    Raises as `check` does.
    """
    cache = cache or Cache()
    for module in modules:
        for form in by_name(module.formats):
            batch = whole(new, module, form, cache)
            if batch is None:
                continue
            made = [check for check in checks(form.name) if check.id not in disabled]
            hazards = [*of_version(compiled(form, batch, module, cache), made)]
            hazards += _of_step(old, new, module, form, cache, made) if old else ()
            paths = [batch.texts[name] for name in batch.entries]
            ignores = [ignore for text in paths if form.comments for ignore in in_text(text.path, text.data)]
            yield Linted(form=form, batch=batch, hazards=tuple(hazards), ignores=tuple(ignores))


def _of_step(
    old: Source, new: Source, module: Module, form: Format, cache: Cache, made: list[Check]
) -> Iterator[Hazard]:
    scope = narrow(old, new, module, form, cache)
    if scope is not None and (scope.old.entries or scope.new.entries):
        before, after = (compiled(form, side, module, cache) for side in (scope.old, scope.new))
        yield from of_step(before, after, compare(before, after), made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What would mend a file: its bytes before and after; error: why it cannot be ("" if it can)."""

    path: str
    before: bytes
    after: bytes
    hazards: tuple[Hazard, ...]
    error: str = ""


def repair(linted: Linted, hazards: Iterable[Hazard]) -> Iterator[Repair]:
    """Mend what can be mended safely, file by file; each result has been compiled."""
    texts = {text.path: text for text in linted.batch.texts.values()}
    by_path: dict[str, list[Hazard]] = {}
    for hazard in hazards:
        if hazard.spot.repair and hazard.spot.repair.place.source in texts:
            by_path.setdefault(hazard.spot.repair.place.source, []).append(hazard)
    for path, group in by_path.items():
        text, error = texts[path], ""
        try:
            after = repaired(text.data, [each.spot.repair for each in group if each.spot.repair])
            mended = {**linted.batch.texts, text.name: replace(text, data=after)}
            linted.form.compile(replace(linted.batch, entries=(text.name,), texts=mended))
        except (CompileError, ValueError) as problem:
            after, error = text.data, str(problem)
        yield Repair(path=path, before=text.data, after=after, hazards=tuple(group), error=error)

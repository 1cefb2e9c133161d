"""The whole program on one page: sources → formats → diff → rules → verdict → witnesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schemactl.diff.compare import compare
from schemactl.formats.format import by_name, compiled
from schemactl.rules.catalog import catalogue
from schemactl.sources.cache import Cache
from schemactl.sources.scope import narrow, whole
from schemactl.verdict.decide import decide
from schemactl.witness.prove import prove
from schemactl.witness.refute import refute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemactl.diff.memory import Memory
    from schemactl.formats.format import Format
    from schemactl.model.module import Module
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """What is asked of the real codecs.

    witnesses: prove each break with real bytes.
    refuting: for so many seconds a module, try to refute a verdict that says compatible, with random events.
    """

    witnesses: bool = True
    refuting: float = 0.0


ALL_WITNESSES = Proofs()
NO_PROOFS = Proofs(witnesses=False)


def check(
    old: Source,
    new: Source,
    modules: Iterable[Module],
    policy: Policy,
    *,
    proofs: Proofs = ALL_WITNESSES,
    cache: Cache | None = None,
    memory: Memory | None = None,
) -> Iterator[Verdict]:
    """Judge the step from old to new: one verdict per module and format that has files on either side.

    Only files that differ, or that depend on one that does, are compiled and compared.
    memory: of a chain of old versions, checked from the newest to the oldest, so that numbers and names that
    lapsed and are used again are seen.
    Raises CompileError if either side does not compile, LookError if it cannot be read.
    """
    cache = cache or Cache()
    for module in modules:
        asked = replace(policy, readers=module.readers) if module.readers else policy
        for form in by_name(module.formats):
            scope = narrow(old, new, module, form, cache)
            if scope is None:
                continue
            before, after = (compiled(form, side, module, cache) for side in (scope.old, scope.new))
            line = f"{module.name} {form.name}"
            yield judge(before, after, form, asked, proofs=proofs, memory=memory, line=line)


def judge(
    old: Schema,
    new: Schema,
    form: Format,
    policy: Policy,
    *,
    proofs: Proofs = ALL_WITNESSES,
    memory: Memory | None = None,
    line: str = "",
) -> Verdict:
    """Judge the step between two compiled schemas of a format; line: what the memory knows their history by."""
    changes = compare(old, new)
    if memory:
        changes = memory.completed(changes, line)
    verdict = decide(old, new, changes, catalogue(form.name), policy)
    if proofs.refuting:
        verdict = replace(verdict, refutation=refute(verdict, form, proofs.refuting))
    return prove(verdict, form) if proofs.witnesses else verdict


def compile_all(source: Source, modules: Iterable[Module], *, cache: Cache | None = None) -> Iterator[Schema]:
    """Compile everything that the modules have in this source: one schema per module and format with files."""
    for module in modules:
        for form in by_name(module.formats):
            batch = whole(source, module, form, cache or Cache())
            if batch is not None:
                yield compiled(form, batch, module, cache)

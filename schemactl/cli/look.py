"""A project and what the command line limits it to in; what is looked at, and what comes of it, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.diff.memory import Memory
from schemactl.errors import CompileError, LookError
from schemactl.formats.format import EXTENSIONS, ends
from schemactl.pipeline import check
from schemactl.report.answer import Round
from schemactl.report.places import placed
from schemactl.sources.cache import Cache
from schemactl.sources.globs import chooser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemactl.cli.project import Project
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy, Verdict
    from schemactl.pipeline import Proofs


def modules_of(project: Project, paths: Iterable[str], sources: Sequence[Source]) -> tuple[Module, ...]:
    """The project's modules as far as there is something to look at: under `paths` (none: everywhere), in any source.

    A module keeps the formats that it has files of, so that the libraries of the others are not loaded.

    Raises LookError if no source has a schema file there. To find nothing wrong in nothing would be a silent pass:
    a wrong folder or glob would look fine.
    """
    typed = tuple(_literally(project.path(path)) for path in paths)
    limited = (_limited(module, typed, sources) for module in project.configuration.modules)
    modules = tuple(module for module in limited if module.formats)
    if not modules:
        endings = " or ".join(ending for endings in EXTENSIONS.values() for ending in endings)
        raise LookError(
            f"no schema files found: nothing that is looked at ends in {endings}",
            fix="work in a folder that has some (-C DIR), or look at the modules in schemactl.toml",
        )
    return modules


def count(modules: Iterable[Module], source: Source) -> int:
    """How many schema files a source has."""
    return len({path for module in modules for path in _files(module, (source,))})


def _limited(module: Module, under: tuple[str, ...], sources: Sequence[Source]) -> Module:
    paths = _files(module, sources)
    if under:
        paths = list(filter(chooser(under, ()), paths))
        # the globs of both cannot be asked together, so that one of them is told by its paths
        module = replace(module, include=tuple(map(_literally, paths)) if module.include else under)
    formats = {name for name in module.formats if any(path.endswith(ends(name, module)) for path in paths)}
    if any(source.image for source in sources):
        formats.add("protobuf")
    return replace(module, formats=tuple(name for name in module.formats if name in formats))


def _files(module: Module, sources: Sequence[Source]) -> list[str]:
    endings = tuple(ending for name in module.formats for ending in ends(name, module))
    chosen = chooser(module.include, module.exclude)
    paths = {path for source in sources for path in source.digests}
    return sorted(path for path in paths if path.endswith(endings) and chosen(path))


def compare(
    olds: Iterable[Source],
    new: Source,
    modules: Iterable[Module],
    policy: Policy,
    proofs: Proofs,
) -> tuple[Round, ...]:
    """Each old version of a chain, newest first, against the new one.

    Raises CompileError with the version that does not compile.
    """
    memory, modules = Memory(), tuple(modules)
    return tuple(
        Round(old=old, new=new, verdicts=_verdicts(old, new, modules, policy, proofs, memory)) for old in olds
    )


def _verdicts(
    old: Source, new: Source, modules: tuple[Module, ...], policy: Policy, proofs: Proofs, memory: Memory
) -> tuple[Verdict, ...]:
    try:
        cache = Cache.default()
        return tuple(check(old, new, modules, policy, proofs=proofs, cache=cache, memory=memory))
    except CompileError as error:
        raise placed(error) from error


def _literally(path: str) -> str:
    """A glob that matches this path, and all below it, and nothing else."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)

"""A project and what the command line limits it to in; what is looked at, and what comes of it, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.errors import CompileError, LookError
from schemactl.formats.format import EXTENSIONS
from schemactl.pipeline import check
from schemactl.report.answer import Round
from schemactl.report.places import placed
from schemactl.sources.globs import chooser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemactl.cli.project import Project
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.model.verdict import Policy, Verdict


def modules_under(project: Project, paths: Iterable[str], sources: Sequence[Source]) -> tuple[Module, ...]:
    """The project's modules, limited to the schema files under `paths` where any are given."""
    modules = project.settings.modules()
    typed = [project.path(path) for path in paths]
    if not typed:
        return modules
    under = chooser(tuple(map(_literally, typed)), ())
    return tuple(
        replace(module, include=tuple(_literally(path) for path in files(module, sources) if under(path)))
        for module in modules
        if any(map(under, files(module, sources)))
    )


def files(module: Module, sources: Sequence[Source]) -> list[str]:
    """The paths of a module's schema files, in any of the sources."""
    endings = tuple(ending for name in module.formats for ending in EXTENSIONS[name])
    chosen = chooser(module.include, module.exclude)
    paths = {path for source in sources for path in source.digests}
    return sorted(path for path in paths if path.endswith(endings) and chosen(path))


def count(modules: Sequence[Module], olds: Sequence[Source], new: Source) -> int:
    """How many schema files the new version has. Raises LookError if no version has any.

    To find nothing wrong in nothing would be a silent pass: a wrong folder or glob would look fine.
    """
    everything = (*olds, new)
    if not any(files(module, everything) for module in modules) and not any(map(_image, everything)):
        endings = " or ".join(ending for endings in EXTENSIONS.values() for ending in endings)
        raise LookError(
            f"no schema files found: nothing that is looked at ends in {endings}",
            fix="work in a folder that has some (-C DIR), or look at the modules in schemactl.toml",
        )
    return len({path for module in modules for path in files(module, (new,))})


def compare(
    olds: Iterable[Source], new: Source, modules: Iterable[Module], policy: Policy, *, witnesses: bool
) -> tuple[Round, ...]:
    """Each old version against the new one. Raises CompileError with the version that does not compile."""
    return tuple(
        Round(old=old, new=new, verdicts=_verdicts(old, new, tuple(modules), policy, witnesses=witnesses))
        for old in olds
    )


def _verdicts(
    old: Source, new: Source, modules: tuple[Module, ...], policy: Policy, *, witnesses: bool
) -> tuple[Verdict, ...]:
    try:
        return tuple(check(old, new, modules, policy, witnesses=witnesses))
    except CompileError as error:
        raise placed(error) from error


def _image(source: Source) -> bool:
    return bool(source.image)


def _literally(path: str) -> str:
    """A glob that matches this path, and all below it, and nothing else."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)

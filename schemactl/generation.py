"""Generation on one page: sources → formats → plans → a language's files → how they differ from what is there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from schemactl.codegen.catalog import language
from schemactl.codegen.drift import drift
from schemactl.codegen.language import Task
from schemactl.codegen.manifest import NAME
from schemactl.codegen.plan import plans
from schemactl.errors import ConfigError
from schemactl.formats.format import by_name, compiled
from schemactl.sources.cache import Cache
from schemactl.sources.scope import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from schemactl.codegen.drift import Drift
    from schemactl.codegen.language import File
    from schemactl.model.dispatch import Choice, Target
    from schemactl.model.module import Module
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source


def generate(
    source: Source,
    modules: Sequence[Module],
    choices: Sequence[Choice],
    targets: Iterable[Target],
    root: Path,
    cache: Cache | None = None,
) -> list[Drift]:
    """How each target's folder differs from what the schemas make of it now; writes nothing.

    Raises CompileError for schemas that do not compile, ConfigError with the place for what the configuration asks
    and the schemas or the language do not have, and as `sources` and a language do.
    """
    made: dict[str, tuple[Schema, ...]] = {}
    paths: dict[str, str] = {}
    drifts = []
    for target in targets:
        _inside(target, root)
        for module in _of(target, modules):
            made.setdefault(module.name, tuple(_compiled(source, module, cache or Cache())))
        schemas = [schema for module in _of(target, modules) for schema in made[module.name]]
        one = _drift(schemas, choices, target, root)
        for step in one.steps:
            if paths.setdefault(step.path, target.language) != target.language:
                raise ConfigError(
                    f"generate.{target.language}.out: {paths[step.path]} writes {step.path} too",
                    fix="give each language a folder of its own", location=target.place("out"),
                )  # fmt: skip
        drifts.append(one)
    return drifts


def _drift(schemas: Sequence[Schema], choices: Sequence[Choice], target: Target, root: Path) -> Drift:
    speaker = language(target.language)
    planned = plans(schemas, choices)
    for plan in planned:
        if plan.format not in speaker.formats:
            raise ConfigError(
                f"{plan.subject} is {plan.format}, which {target.language} is not generated from yet",
                fix=f'name modules of another format: generate.{target.language}.modules = ["…"]',
                location=target.place("modules"),
            )
    planned_of = [schema for schema in schemas if schema.format in {plan.format for plan in planned}]
    task = Task(schemas=planned_of, plans=planned, target=target, folder=root)
    files = _distinct(speaker.files(task), target)
    digest = hashlib.sha256(b"\0".join(schema.image for schema in planned_of)).hexdigest()
    return drift(speaker, target, planned, files, f"sha256:{digest}", root)


def _distinct(files: Iterable[File], target: Target) -> list[File]:
    """Modules may import the same file, and then it is one."""
    found: dict[str, File] = {}
    for file in files:
        first = found.setdefault(file.path.lower(), file)
        if first.text != file.text or file.path == NAME:
            raise ConfigError(
                f"{file.path} would be made twice, of different schemas",
                fix=f'generate them apart, or name modules: generate.{target.language}.modules = ["…"]',
                location=target.place("out"),
            )  # fmt: skip
    return list(found.values())


def _compiled(source: Source, module: Module, cache: Cache) -> Iterator[Schema]:
    for form in by_name(module.formats):
        batch = whole(source, module, form, cache)
        if batch is not None:
            yield compiled(form, batch, module, cache)


def _of(target: Target, modules: Sequence[Module]) -> list[Module]:
    return [module for module in modules if not target.modules or module.name in target.modules]


def _inside(target: Target, root: Path) -> None:
    """Raise ConfigError unless the target's folder is one, or can become one, inside the project."""
    folder, inside = (root / target.out).resolve(), root.resolve()
    if not folder.is_relative_to(inside) or folder == inside:
        raise ConfigError(
            f"generate.{target.language}.out: {target.out} is not a folder inside the project",
            fix="name one below the folder of the configuration: src/events", location=target.place("out"),
        )  # fmt: skip
    if any(each.exists() and not each.is_dir() for each in (folder, *folder.parents)):
        raise ConfigError(
            f"generate.{target.language}.out: {target.out} is or is in a file, not a folder",
            fix="name another folder", location=target.place("out"),
        )  # fmt: skip

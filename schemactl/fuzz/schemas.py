"""A folder or a file in; its compiled schemas out, by the configuration around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schemactl.config.load import load
from schemactl.errors import UsageError
from schemactl.formats.format import by_name, compiled
from schemactl.sources.cache import Cache
from schemactl.sources.resolve import current, open_source
from schemactl.sources.scope import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemactl.model.module import Module
    from schemactl.model.schema import Schema
    from schemactl.model.source import Source


def project_schemas(folder: Path) -> list[Schema]:
    """The schemas of the project around a folder, as `schemactl fuzz` finds them there."""
    configuration = load(folder)
    root = configuration.path.parent if configuration.path else folder
    source = current(str(root))
    return [schema for module in configuration.modules for schema in _of_module(source, module)]


def schemas_at(path: Path) -> list[Schema]:
    """The schemas of the files in a folder, or of one file and what it imports beside it.

    Raises UsageError if there is neither, CompileError if they do not compile.
    """
    if not path.exists():
        raise UsageError(
            f"{path} is no folder and no file", fix="name the folder that imports are relative to"
        )
    folder = path if path.is_dir() else path.parent
    module = next(iter(load(folder).modules))
    module = replace(module, roots=(), include=() if path.is_dir() else (path.name,), exclude=())
    return list(_of_module(open_source("dir:.", str(folder)), module))


def _of_module(source: Source, module: Module) -> Iterator[Schema]:
    for form in by_name(module.formats):
        batch = whole(source, module, form, Cache())
        if batch is not None and batch.entries:
            yield compiled(form, batch, module)

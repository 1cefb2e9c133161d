"""A registry as the command line names it in; the registry, open for as long as it is needed, out."""

from __future__ import annotations

from contextlib import contextmanager
from os.path import relpath
from typing import TYPE_CHECKING

from schemactl.cli.project import open_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.cli.project import Project
    from schemactl.registry.protocol import Registry

FILE = "schemactl-registry.db"
"""An embedded registry's file, where none is named."""


@contextmanager
def opened(spec: str, *, create: bool = False, project: Project | None = None) -> Iterator[Registry]:
    """`registry[:NAME]`, `embedded[:FILE]` or a URL. create: make the file of an embedded one if it is not there."""
    project = project or open_project()
    registry = open_it(project.spec(spec), project, create=create)
    try:
        yield registry
    finally:
        registry.close()


def open_it(spec: str, project: Project, *, create: bool) -> Registry:
    kind, _, rest = spec.partition(":")
    if kind == "embedded":
        from schemactl.judging.own import OwnEngine
        from schemactl.registry.embedded import EmbeddedRegistry

        file = relpath(project.folder / (rest or FILE))
        return EmbeddedRegistry(file, OwnEngine(), create=create)
    from schemactl.registry.open import open_registry

    return open_registry(spec, project.configuration.registries)

"""A source and a module in; each schema file with the files that it refers to out, as a registry would hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.errors import CompileError, Problem
from schemactl.model.document import Document
from schemactl.model.location import Location
from schemactl.sources.cache import Cache
from schemactl.sources.globs import chooser
from schemactl.sources.library import Library
from schemactl.sources.network import network
from schemactl.sources.scope import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.formats.format import Format
    from schemactl.model.module import Module
    from schemactl.model.source import Source
    from schemactl.sources.network import Network


def documents(
    source: Source, module: Module, form: Format, cache: Cache | None = None
) -> dict[str, Document]:
    """The module's files of one format, by path. Raises CompileError if files refer to each other in a circle.

    What is in no file (Google's well-known types) is the registry's to know.
    """
    files = files_of(source, module, form)
    inside = chooser(module.include, module.exclude)
    library = Library(form, cache or Cache())
    net = network((files,), library.links(((source, files),)), module, form.name)
    entries = sorted(filter(inside, files))
    wanted = net.needed(files, net.providers(files), entries)
    making = _Making(form, module, files, net, library.read(source, files, sorted(wanted)), source.label)
    return {path: making.document(path) for path in entries}


class _Making:
    """Documents while they are made: each once, what it needs first."""

    def __init__(
        self, form: Format, module: Module, files: Mapping[str, str], net: Network,
        contents: Mapping[str, bytes], label: str,
    ) -> None:  # fmt: skip
        self.form, self.module, self.files, self.net = form, module, files, net
        self.contents, self.label = contents, label
        self.providers = net.providers(files)
        self.made: dict[str, Document] = {}
        self.open: list[str] = []

    def document(self, path: str) -> Document:
        if path not in self.made:
            if path in self.open:
                raise self.circle(path)
            self.open.append(path)
            needs = tuple(self.document(other) for other in self.needed(path))
            self.open.remove(path)
            below = tuple({each.path: each for need in needs for each in (*need.below, need)}.values())
            self.made[path] = Document(
                format=self.form.name, module=self.module, path=path, name=self.name(path),
                key=self.net.names[path], data=self.contents[path], needs=needs, below=below,
            )  # fmt: skip
        return self.made[path]

    def needed(self, path: str) -> Iterator[str]:
        names = self.net.links[self.files[path]].needs
        found = (self.providers[name][0] for name in names if name in self.providers)
        return (other for other in dict.fromkeys(found) if other != path)

    def name(self, path: str) -> str:
        """An import path, or the first full name that a file defines: in Avro that is the outermost."""
        return self.net.provided(path, self.files[path])[0]

    def circle(self, path: str) -> CompileError:
        others = ", ".join(self.open[self.open.index(path) + 1 :])
        message = f"refers to {others}, which refers back to it: a registry holds no such circle"
        fix = "define the types that need each other in one file"
        return CompileError([Problem(Location(path), message, fix)], label=self.label)

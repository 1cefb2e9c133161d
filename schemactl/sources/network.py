"""The files of one or two sides and their links in, who needs whom out."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.errors import ConfigError
from schemactl.sources.globs import chooser
from schemactl.sources.roots import found_names, names_under

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from schemactl.formats.format import Links
    from schemactl.model.module import Module
    from schemactl.model.schema import FormatName

    Files = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How files hang together, on all sides at once, so that both sides of a comparison use the same names.

    names: what imports say, by path (the path itself but in Protobuf). importers: the paths that need something, by
    what they need. links: by digest. inside: whether the module has a path. by_last_part: whether files are needed
    by the last part of their paths too, as JSON Schemas are.
    """

    names: Mapping[str, str]
    importers: Mapping[str, Sequence[str]]
    links: Mapping[str, Links]
    inside: Callable[[str], bool]
    by_last_part: bool = False

    def provided(self, path: str, digest: str) -> tuple[str, ...]:
        """What others may need of a file: the names it defines, or, where files are imported, its own."""
        defines = self.links[digest].defines
        if self.by_last_part:
            return (*defines, posixpath.basename(path))
        return defines or (self.names[path],)

    def affected(self, old: Files, new: Files) -> set[str]:
        """The paths that differ, and those of all that need them, directly or not.

        A file that only moved, with the root that it is under, does not differ.
        """
        gone, come = (self._apart(one, other) for one, other in ((old, new), (new, old)))
        waiting = [
            path for keys in (gone, come) for key, path in keys.items() if not (key in gone and key in come)
        ]
        reached = set(waiting)
        while waiting:
            path = waiting.pop()
            for side in (old, new):
                for name in self.provided(path, side[path]) if path in side else ():
                    further = set(self.importers.get(name, ())) - reached
                    reached |= further
                    waiting.extend(further)
        return reached

    def providers(self, files: Files) -> dict[str, list[str]]:
        """The paths that provide something, by its name; those of the module go before those outside."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, digest in files.items():
            for name in self.provided(path, digest):
                found[name].append(path)
        return {
            name: paths if len(paths) == 1 else (list(filter(self.inside, paths)) or paths)
            for name, paths in found.items()
        }

    def needed(
        self, files: Files, providers: Mapping[str, Sequence[str]], entries: Iterable[str]
    ) -> set[str]:
        """The paths of the entries and of all that they need; what is missing is the compiler's to report."""
        waiting = list(entries)
        reached = set(waiting)
        while waiting:
            for name in self.links[files[waiting.pop()]].needs:
                for path in providers.get(name, ()):
                    if path not in reached:
                        reached.add(path)
                        waiting.append(path)
        return reached

    def _apart(self, files: Files, other: Files) -> dict[tuple[str, str], str]:
        return {(self.names[path], digest): path for path, digest in files.items() - other.items()}


def network(sides: Sequence[Files], links: Mapping[str, Links], module: Module, form: FormatName) -> Network:
    """Find out how the files of all sides hang together."""
    pairs = dict.fromkeys(pair for files in sides for pair in files.items())
    importers: dict[str, list[str]] = defaultdict(list)
    for path, digest in pairs:
        for need in links[digest].needs:
            importers[need].append(path)
    packages = {path: links[digest].package for path, digest in pairs}
    if form != "protobuf":
        names = {path: path for path in packages}
    elif module.roots:
        names = names_under(module.roots, packages)
    else:
        names = found_names(packages, importers)
    return Network(
        names=names,
        importers=importers,
        links=links,
        inside=chooser(module.include, module.exclude),
        by_last_part=form == "jsonschema",
    )


def unambiguous(names: Mapping[str, str], files: Files, paths: Iterable[str]) -> dict[str, str]:
    """The paths by name. Raises ConfigError if two different files share one; of equal ones any will do."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        other = found.setdefault(names[path], path)
        if files[other] != files[path]:
            raise ConfigError(
                f"{other} and {path} would both be imported as {names[path]}",
                fix="in schemactl.toml name the roots, give each file its own [[module]], or exclude one",
            )
    return found

"""Protobuf paths and what they import in, the name that an import must say for each path out."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


def names_under(roots: Iterable[str], paths: Iterable[str]) -> dict[str, str]:
    """Each path's name relative to the longest of the given roots that contains it, else the path itself."""
    folders = sorted((_folder(root) for root in roots), key=len, reverse=True)
    return {path: path.removeprefix(next(filter(path.startswith, folders), "")) for path in paths}


def found_names(packages: Mapping[str, str], importers: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Each path's name when nobody said what the roots are.

    packages: each path's package. importers: the paths that import a name. A root shows where an import is
    the end of a path; else where the package is the end of the folder; else it is the one most others are in.
    """
    votes = _votes(packages, importers)
    roots: dict[str, str] = {}
    for path, package in packages.items():
        by_package = _root_by_package(path, package)
        if path in votes:
            roots[path] = max(
                votes[path], key=lambda root: (votes[path][root], root == by_package, -len(root))
            )
        elif by_package is not None:
            roots[path] = by_package
    known = [root for root, _ in Counter(roots.values()).most_common()]
    for path in packages.keys() - roots.keys():
        roots[path] = next(filter(path.startswith, known), "")
    return {path: path.removeprefix(root) for path, root in roots.items()}


def _votes(paths: Iterable[str], importers: Mapping[str, Collection[str]]) -> dict[str, Counter[str]]:
    """How often each path is imported from which root (with its `/`)."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        by_name[posixpath.basename(path)].append(path)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, who in importers.items():
        end = f"/{name}"
        targets = [
            path for path in by_name.get(posixpath.basename(name), ()) if path == name or path.endswith(end)
        ]
        if len(targets) == 1:
            votes[targets[0]][targets[0].removesuffix(name)] += len(who)
        elif targets:
            for importer in who:
                for target in _nearest(importer, targets, name):
                    votes[target][target.removesuffix(name)] += 1
    return votes


def _nearest(importer: str, targets: list[str], name: str) -> list[str]:
    """The target whose root contains the importer, the deepest one; if there is none, each may be meant."""
    around = [target for target in targets if importer.startswith(target.removesuffix(name))]
    return [max(around, key=len)] if around else targets


def _root_by_package(path: str, package: str) -> str | None:
    folder = f"/{posixpath.dirname(path)}/"
    end = f"/{package.replace('.', '/')}/"
    return folder.removesuffix(end[1:])[1:] if package and folder.endswith(end) else None


def _folder(root: str) -> str:
    root = posixpath.normpath(root)
    return "" if root == "." else f"{root}/"

"""The files of a schema and the target in; the Go package of each, to be generated or only imported, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.codegen.names import distinct
from schemactl.errors import ConfigError
from schemactl.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from schemactl.codegen.language import Task
    from schemactl.formats.protobuf.code import Unit

RUNTIME = "schemactl"
"""The folder and the package of the runtime."""
_RESERVED = re.compile(
    r"break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package"
    rf"|range|return|select|struct|switch|type|var|main|internal|vendor|testdata|{RUNTIME}"
)
"""What no package may be called that others import, and the runtime is."""
_MODULE = re.compile(r'^module\s+(?:"([^"]+)"|`([^`]+)`|([^\s"`]+))', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """path: what it is imported by; name: what its files say; folder: below the target, None if it is not there."""

    path: str
    name: str
    folder: str | None = None


def base(task: Task) -> str:
    """The import path of the target's folder: what is configured, or what the go.mod around the folder makes it.

    Raises ConfigError without either.
    """
    target = task.target
    if said := target.options.get("import"):
        return str(said).strip("/")
    folder = (task.folder / target.out).resolve()
    for above in (folder, *folder.parents):
        if path := _module(above / "go.mod"):
            return "/".join((path, *folder.relative_to(above).parts))
    raise ConfigError(
        f"no go.mod in {target.out} or above it says by what the generated code is imported",
        fix='run go mod init example.com/shop, or say it: generate.go.import = "example.com/shop/events"',
        location=target.place("out"),
    )


def _module(path: Path) -> str:
    try:
        found = _MODULE.search(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return next(filter(None, found.groups()), "") if found else ""


def packages(units: Iterable[Unit], task: Task, base: str) -> dict[str, Package]:
    """The package of each file: as configured, as its go_package says, or one below `base` for its proto package.

    What is not below `base` is imported: somebody else generates it. Raises ConfigError.
    """
    units = list(units)
    said = {unit.file: _said(unit, task) for unit in units}
    names = distinct(sorted({unit.package for unit in units if not said[unit.file]}), _flat, {RUNTIME})
    found = {unit.file: said[unit.file] or f"{base}/{names[unit.package]}" for unit in units}
    made = {file: _package(text, base) for file, text in found.items()}
    _refuse_cycles(units, made)
    return made


def _said(unit: Unit, task: Task) -> str:
    """`path` or `path;name`; "" where nobody says so, or says that it is to be generated here."""
    prefix = "package "
    configured = {
        key.removeprefix(prefix): str(value)
        for key, value in task.target.options.items()
        if key.startswith(prefix)
    }
    for key in sorted(configured, key=len, reverse=True):
        if unit.file == key or unit.file.startswith(f"{key.rstrip('/')}/"):
            return configured[key]
    path = unit.go_package.partition(";")[0]
    return unit.go_package if "." in path or "/" in path else ""


def refuse_unused(units: Iterable[Unit], task: Task) -> None:
    """Refuse a configured package of no file: it is a slip of the pen."""
    files = [unit.file for unit in units]
    for option in task.target.options:
        key = option.removeprefix("package ")
        if key != option and not any(file == key or file.startswith(f"{key.rstrip('/')}/") for file in files):
            raise ConfigError(
                f"generate.go.packages: there is no file or folder {key}",
                fix=f"files are named as they import each other: {', '.join(sorted(files)[:5])}",
                location=task.target.place("packages"),
            )


def _package(text: str, base: str) -> Package:
    path, _, name = text.partition(";")
    inside = path == base or path.startswith(f"{base}/")
    return Package(path, name or _name(path), path[len(base) :].strip("/") if inside else None)


def _name(path: str) -> str:
    """What a package is called by default: the last element of its path that is no major version."""
    parts = path.split("/")
    return _flat(next((part for part in reversed(parts) if not re.fullmatch(r"v\d+", part)), parts[-1]))


def _flat(name: str) -> str:
    """`orders.v1` as `ordersv1`, which no system takes for two folders and Go for no word of its own."""
    flat = re.sub(r"[^a-z0-9]", "", name.lower()) or "messages"
    return f"{flat}pb" if _RESERVED.fullmatch(flat) else f"p{flat}" if flat[0].isdigit() else flat


def package_name(base: str) -> str:
    """Of the target's own package."""
    return _name(base)


def _refuse_cycles(units: Iterable[Unit], made: Mapping[str, Package]) -> None:
    """Files cannot import each other in a circle, and packages of files can; Go allows neither."""
    edges: dict[str, set[str]] = {}
    for unit in units:
        paths = {made[file].path for file in unit.imports} - {made[unit.file].path}
        edges.setdefault(made[unit.file].path, set()).update(paths)
    while leaves := {path for path, needs in edges.items() if not needs & edges.keys()}:
        edges = {path: needs for path, needs in edges.items() if path not in leaves}
    if edges:
        first = next(unit.file for unit in units if made[unit.file].path in edges)
        raise ConfigError(
            f"the Go packages {', '.join(sorted(edges))} import each other in a circle, which Go does not allow",
            fix="put their files into one package: [generate.go.packages]", location=Location(first),
        )  # fmt: skip

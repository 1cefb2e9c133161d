"""Compiled schemas and a target in; the Go files of their messages, and what dispatches call them by, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.codegen.languages.go.naming import stem
from schemactl.codegen.languages.go.packages import RUNTIME, base, packages, refuse_unused
from schemactl.codegen.languages.go.symbols import symbols
from schemactl.codegen.languages.go.tool import generated
from schemactl.codegen.names import distinct
from schemactl.errors import ConfigError
from schemactl.formats.protobuf import code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.codegen.language import Task
    from schemactl.codegen.languages.go.packages import Package
    from schemactl.codegen.languages.go.symbols import Oneof
    from schemactl.model.dispatch import DispatchPlan

_TAKEN = frozenset(
    {"context", "sync", "testing", "slices", "errors", "proto", "string", "error", "nil", RUNTIME}
    | {
        "ctx",
        "h",
        "s",
        "p",
        "t",
        "event",
        "events",
        "err",
        "payload",
        "record",
        "framing",
        "number",
        "set",
        "tags",
    }
    | {
        "calls",
        "arm",
        "unknown",
        "empty",
        "bool",
        "int32",
        "int64",
        "uint32",
        "uint64",
        "float32",
        "float64",
        "byte",
    }
)
"""What an import may not be called, since it would hide it, or be hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """base: the target's import path; files: Go text by path below the target.

    types: each message's and enum's package and Go name, by full name; oneofs: by package, Go type and name.
    """

    base: str
    files: Mapping[str, str]
    types: Mapping[str, tuple[Package, str]]
    oneofs: Mapping[tuple[str, str, str], Oneof]

    def oneof(self, plan: DispatchPlan) -> Oneof:
        """Raises ConfigError if the generated code has no open types for it."""
        package, name = self.types[plan.event]
        found = self.oneofs.get((package.path, name, plan.by))
        if found is None or not {arm.number for arm in plan.arms} <= found.wrappers.keys():
            raise ConfigError(
                f"{plan.subject}: Go's message code hides its variants (API_OPAQUE or API_HYBRID)",
                fix="choose the open API: option features.(pb.go).api_level = API_OPEN",
                location=plan.location,
            )
        return found


def message_code(task: Task) -> Code:
    root = base(task)
    units = list({unit.file: unit for schema in task.schemas for unit in code.units(schema)}.values())
    refuse_unused(units, task)
    where = packages(units, task, root)
    parameter = {file: f"{package.path};{package.name}" for file, package in where.items()}
    texts: dict[str, str] = {}
    for schema in task.schemas:
        own = [unit.file for unit in code.units(schema)]
        for file, text in generated(schema, {file: parameter[file] for file in own}).items():
            if texts.setdefault(file, text) != text:
                raise ConfigError(
                    f"two modules have a file {file}, and they differ: no Go program can have both",
                    fix='generate one of them: generate.go.modules = ["…"]',
                    location=task.target.place("modules"),
                )
    return _read(root, where, texts)


def _read(root: str, where: Mapping[str, Package], texts: Mapping[str, str]) -> Code:
    files: dict[str, str] = {}
    types: dict[str, tuple[Package, str]] = {}
    oneofs: dict[tuple[str, str, str], Oneof] = {}
    for package in dict.fromkeys(where.values()):
        members = [file for file in sorted(texts) if where[file] == package]
        found = symbols(texts[file] for file in members)
        types |= {full: (package, name) for full, name in found.types.items()}
        oneofs |= {(package.path, *key): oneof for key, oneof in found.oneofs.items()}
        if package.folder is not None:
            names = distinct(members, _file_stem)
            prefix = f"{package.folder}/" if package.folder else ""
            files |= {f"{prefix}{names[file]}.pb.go": texts[file] for file in members}
    return Code(base=root, files=files, types=types, oneofs=oneofs)


def _file_stem(file: str) -> str:
    return stem(file.rpartition("/")[2].removesuffix(".proto"))


class Types:
    """How a page calls messages and enums: each package that it needs has a name of its own there."""

    def __init__(self, code: Code, names: Iterable[str]) -> None:
        self._code = code
        needed = {code.types[name][0] for name in names if name}
        paths = {package.path: package.name for package in needed if package.path != code.base}
        self.imports = distinct(sorted(paths), paths.__getitem__, _TAKEN)

    def name(self, full_name: str) -> str:
        package, name = self._code.types[full_name]
        return self.beside(package, name)

    def beside(self, package: Package, name: str) -> str:
        """A name of a package, as the page says it."""
        return f"{self.imports[package.path]}.{name}" if package.path in self.imports else name

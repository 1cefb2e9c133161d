"""A compiled Protobuf schema in; protoc's modules and their stubs, as a package that imports itself relatively, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemactl.codegen.language import MARK
from schemactl.codegen.languages.python.naming import module
from schemactl.formats.protobuf import code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.model.schema import Schema

_IMPORTS = re.compile(
    r"^(?:from (?P<package>[\w.]+) import (?P<name>\w+_pb2)(?P<as> as \w+)?"
    r"|from (?P<whole>[\w.]+_pb2) import (?P<names>.+)"
    r"|import (?P<module>\w+_pb2)(?P<alias> as \w+))$",
    re.MULTILINE,
)


def messages(schema: Schema) -> Iterator[tuple[str, str]]:
    """The path and text of each module and stub, and of an `__init__` for each folder."""
    files = code.files(schema)
    modules = {module(file): file for file in files}
    for path, text in code.python(schema).items():
        stem = path.rpartition(".")[0]
        name = stem.replace("/", ".")
        yield path, head(modules[name], checked=False) + _relative(text, name, modules)
    folders = {part for name in modules for part in _folders(name)}
    for folder in folders:
        yield f"{folder}/__init__.py", f"# {MARK}. DO NOT EDIT.\n"


def head(file: str, *, checked: bool = True) -> str:
    """What tells people and tools that these lines are not theirs; checked: strict type checkers find no fault."""
    lax = "" if checked else "# mypy: ignore-errors\n# pyright: basic, reportAttributeAccessIssue=false\n"
    return f"# {MARK} from {file}. DO NOT EDIT.\n# ruff: noqa\n# fmt: off\n{lax}"


def _folders(name: str) -> Iterator[str]:
    parts = name.split(".")[:-1]
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])


def _relative(text: str, name: str, modules: Mapping[str, str]) -> str:
    """Imports of the package's own modules, as protoc and mypy-protobuf write them, from where they stand."""
    up = "." * (name.count(".") + 1)

    def relative(match: re.Match[str]) -> str:
        if match["module"] in modules:
            return f"from {up} import {match['module']}{match['alias']}"
        if match["whole"] in modules:
            return f"from {up}{match['whole']} import {match['names']}"
        if match["package"] and f"{match['package']}.{match['name']}" in modules:
            return f"from {up}{match['package']} import {match['name']}{match['as'] or ''}"
        return match[0]

    return _IMPORTS.sub(relative, text)

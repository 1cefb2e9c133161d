"""Compiled Avro schemas in; the Go types of their definitions, for hamba/avro to read into, out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.codegen.languages.go.naming import exported
from schemactl.codegen.languages.go.page import Page
from schemactl.codegen.names import distinct
from schemactl.errors import ConfigError
from schemactl.formats.avro.emit import emit_definition, emit_use
from schemactl.model.avro import PRIMITIVES, Definition, Enum, File, Fixed, Record, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemactl.model.avro import Use
    from schemactl.model.schema import Schema

RECORDS = "records"
"""The folder and the package of all types: they may refer to each other, which packages may not."""
HAMBA = "github.com/hamba/avro/v2"
_PRIMITIVES = {
    "boolean": "bool", "int": "int32", "long": "int64", "float": "float32", "double": "float64", "bytes": "[]byte",
    "string": "string", "null": "any",
}  # fmt: skip
_OPTIONAL = 2


class Types:
    """The definitions of all schemas, and what Go calls them."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self.definitions: dict[str, Definition] = {}
        self._unions: list[Use] = []
        for schema in schemas:
            self._unions += [root.type for root in schema.roots if isinstance(root, File)]
            for name, found in schema.types.items():
                assert isinstance(found, Definition)  # noqa: S101  (Avro's named types)
                self._add(name, found)
        names = sorted(self.definitions)
        self.names = distinct(names, lambda name: exported(short(name)), {"api", "schema"})

    def _add(self, name: str, found: Definition) -> None:
        first = self.definitions.setdefault(name, found)
        if emit_definition(first) != emit_definition(found):
            raise ConfigError(
                f"two modules define {name}, and not alike: one Go program cannot read both",
                fix='generate one of them: generate.go.modules = ["…"]', location=found.location,
            )  # fmt: skip

    def go(self, use: Use, prefix: str = "") -> str:
        """The type of a value; prefix: `records.` outside its package."""
        if use.name:
            return f"{prefix}{self.names[use.name]}"
        if use.type == "array":
            return f"[]{self.go(use.inner[0], prefix)}"
        if use.type == "map":
            return f"map[string]{self.go(use.inner[0], prefix)}"
        if use.type == "union":
            return self._union(use, prefix)
        return _PRIMITIVES[use.type]

    def _union(self, use: Use, prefix: str) -> str:
        """An optional value is a pointer; whatever else may be one of several types is `any`."""
        others = [branch.type for branch in use.branches if branch.type.type != "null"]
        if len(others) == 1 and len(use.branches) == _OPTIONAL:
            return f"*{self.go(others[0], prefix)}"
        return "any"

    def text_of(self, name: str) -> str:
        """The schema of a definition, as JSON: whatever it refers to stands where it is first met."""
        return json.dumps(self._whole(name, set()))

    def text_of_union(self, branches: Sequence[str]) -> str:
        """The same of a whole file that is a union of these, and perhaps of null, in its own order."""
        found = next(use for use in self._unions if _names(use) == list(branches))
        return json.dumps(self._whole(emit_use(found, plain=True), set()))

    def _whole(self, written: Any, seen: set[str]) -> Any:
        if isinstance(written, list):
            return [self._whole(branch, seen) for branch in written]
        if isinstance(written, str):
            if written in PRIMITIVES or written in seen:
                return written
            seen.add(written)
            written = emit_definition(self.definitions[written], plain=True)
            if "." not in written["name"]:
                written["namespace"] = ""
        inner = {key: self._whole(written[key], seen) for key in ("items", "values") if key in written}
        if "fields" in written:
            inner["fields"] = [
                {**each, "type": self._whole(each["type"], seen)} for each in written["fields"]
            ]
        return {**written, **inner}


def _names(use: Use) -> list[str]:
    """Of a union's branches but null."""
    types = (branch.type for branch in use.branches)
    return [each.name or each.type for each in types if each.type != "null"]


def records(types: Types, head: str) -> str:
    """The file's text."""
    page = Page(head, RECORDS)
    page.imported(HAMBA, "avro")
    page.doc(
        "API",
        "reads bytes into these types: a branch of a union with more than null beside it is one of them.",
    )
    page.line("var API = func() avro.API {")
    page.line("api := avro.Config{PartialUnionTypeResolution: true}.Freeze()", 1)
    for name, definition in sorted(types.definitions.items()):
        page.line(f'api.Register("{name}", {_zero(types.names[name], definition)})', 1)
    page.line("return api", 1)
    page.line("}()")
    for name, definition in sorted(types.definitions.items()):
        page.line()
        page.doc(f"{types.names[name]}:", definition.doc or f"the Avro {definition.TYPE} {name}.")
        _define(types, page, types.names[name], definition)
    return page.text


def _zero(name: str, definition: Definition) -> str:
    return {"record": f"&{name}{{}}", "enum": f'{name}("")', "fixed": f"{name}{{}}"}[definition.TYPE]


def _define(types: Types, page: Page, name: str, definition: Definition) -> None:
    if isinstance(definition, Fixed):
        page.line(f"type {name} [{definition.size}]byte")
    elif isinstance(definition, Enum):
        page.line(f"type {name} string")
        for symbol in definition.symbols:
            page.line()
            page.doc(f"{name}_{symbol.name}", f"is a symbol of {definition.full_name}.")
            page.line(f'const {name}_{symbol.name} {name} = "{symbol.name}"')
    elif isinstance(definition, Record):
        _struct(types, page, name, definition)


def _struct(types: Types, page: Page, name: str, record: Record) -> None:
    if not record.fields:
        page.line(f"type {name} struct{{}}")
        return
    page.line(f"type {name} struct {{")
    names = distinct((field.name for field in record.fields), exported)
    for field in record.fields:
        logical = f" ({field.type.logical})" if field.type.logical else ""
        page.doc(f"{names[field.name]}:", f"{field.doc or field.name}{logical}", 1)
        page.line(f'{names[field.name]} {types.go(field.type)} `avro:"{field.name}"`', 1)
    page.line("}")


def field_name(record: Record, field: str) -> str:
    """What a field is called in Go."""
    return distinct((each.name for each in record.fields), exported)[field]

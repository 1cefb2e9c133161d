"""Compiled Avro schemas in, the schemas as Java takes them out; Java's values in, plain Python data out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.formats.avro.codec import Codec
from schemactl.formats.avro.emit import emit_definition, emit_use
from schemactl.formats.avro.hearing import chosen
from schemactl.formats.avro.unions import branch_name
from schemactl.model.avro import Definition, File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.avro.hearing import Hearing
    from schemactl.model.avro import Use
    from schemactl.model.change import Step
    from schemactl.model.schema import Schema


class Emitter:
    """Spells out one schema's types, each where it is first used."""

    def __init__(self, schema: Schema) -> None:
        self._types = schema.types
        self.codec = Codec(schema)

    def whole(self, type_name: str) -> Any:
        """The type of that full name, or of the file at that path, with all that it refers to inside it."""
        use = self.codec.use(type_name)
        assert use is not None
        return self._inline(emit_use(use), set())

    def _inline(self, part: Any, done: set[str]) -> Any:
        if isinstance(part, list):
            return [self._inline(branch, done) for branch in part]
        if isinstance(part, str):
            return self._first(part, done)
        if "fields" in part:
            fields = [item | {"type": self._inline(item["type"], done)} for item in part["fields"]]
            return part | {"fields": fields}
        inner = {role: self._inline(part[role], done) for role in ("items", "values") if role in part}
        return part | inner

    def _first(self, name: str, done: set[str]) -> Any:
        definition = self._types.get(name)
        if not isinstance(definition, Definition) or name in done:
            return name
        done.add(name)
        return self._inline(emit_definition(definition), done)


def counterparts(step: Step) -> Iterator[tuple[str, str]]:
    """The types that data is of, on both sides: those of each file, by name or, without one, by the file."""
    paths = {root.path for root in step.new.roots if isinstance(root, File)}
    for root in step.old.roots:
        if isinstance(root, File):
            name = root.type.name
            if name in step.names:
                yield name, step.names[name]
            elif not name and root.path in paths:
                yield root.path, root.path


def tagged(codec: Codec, use: Use, value: Any) -> Any:
    """A value as Java tells it, as plain data; a union's value is None, or (branch, value)."""
    if use.type == "union":
        return _of_union(codec, use, value)
    if use.type == "record":
        fields = codec.definition(use).fields
        return {field.name: tagged(codec, field.type, value[field.name]) for field in fields}
    if use.type == "array":
        return [tagged(codec, use.inner[0], item) for item in value]
    if use.type == "map":
        return {name: tagged(codec, use.inner[0], item) for name, item in value.items()}
    if use.type in ("bytes", "fixed"):
        return value.encode("latin-1")
    return float(value) if use.type in ("float", "double") else value


def _of_union(codec: Codec, union: Use, value: dict[str, Any]) -> Any:
    ((name, inner),) = value.items()
    branch = next(branch.type for branch in union.branches if branch.name == name)
    return None if name == "null" else (name, tagged(codec, branch, inner))


def plain(value: Any) -> Any:
    """The value without its branches, as fastavro reads it."""
    if isinstance(value, tuple):
        return plain(value[1])
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def branches(hearing: Hearing, written: Use, read: Use, value: Any, heard: Any) -> Iterator[tuple[str, str]]:
    """At each union of the reader's that took written data: the first branch that matches, and the one taken."""
    if written.type == "union":
        written, value = chosen(written, value)
    if read.type == "union":
        matching = (branch.name for branch in read.branches if hearing.matches(written, branch.type))
        read, name = chosen(read, heard)[0], branch_name(chosen(read, heard)[0])
        heard = heard and heard[1]
        yield next(matching, "none"), name
    if written.type == read.type == "record":
        theirs = {field.name: field for field in hearing.writer.definition(written).fields}
        for field in hearing.reader.definition(read).fields:
            said = next((theirs[name] for name in (field.name, *field.aliases) if name in theirs), None)
            if said is not None:
                yield from branches(hearing, said.type, field.type, value[said.name], heard[field.name])
    elif written.type == read.type == "array":
        for item, got in zip(value, heard, strict=True):
            yield from branches(hearing, written.inner[0], read.inner[0], item, got)
    elif written.type == read.type == "map":
        for name, item in value.items():
            yield from branches(hearing, written.inner[0], read.inner[0], item, heard[name])

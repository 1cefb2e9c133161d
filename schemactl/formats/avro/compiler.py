"""A batch of texts in; a linked schema out, or every problem of every file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemactl.errors import CompileError, Problem
from schemactl.formats.avro.build import Builder
from schemactl.formats.avro.defaults import wrong_default
from schemactl.formats.avro.definitions import Definitions
from schemactl.formats.avro.emit import emit_definition, emit_use
from schemactl.formats.json_reader import read_json
from schemactl.model.avro import File, Use
from schemactl.model.location import Location
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from schemactl.formats.json_reader import Node
    from schemactl.model.avro import Definition
    from schemactl.model.element import Element
    from schemactl.model.source import Batch


def compile_batch(batch: Batch) -> Schema:
    """Compile all files of a batch. They may refer to each other by full name, in any order.

    Raises CompileError with every problem.
    """
    names = [*batch.entries, *sorted(batch.texts.keys() - set(batch.entries))]
    problems: list[Problem] = []
    definitions = Definitions(problems)
    nodes: dict[str, Node] = {}
    for name in names:
        node = read_json(batch.texts[name].path, batch.texts[name].data, problems)
        if node is not None:
            nodes[name] = node
            definitions.collect(node)
    builders = {name: Builder(name, definitions, problems) for name in nodes}
    files = {name: builders[name].file(node) for name, node in nodes.items()}
    types = _types(builders, problems)
    for builder in builders.values():
        for node, use in builder.defaults:
            problems += wrong_default(node, use, types)
    if problems:
        order = {batch.texts[name].path: position for position, name in enumerate(names)}
        raise CompileError(_sorted(problems, order), label=batch.label)
    return _schema(batch, files, builders, types)


def _types(builders: dict[str, Builder], problems: list[Problem]) -> dict[str, Definition]:
    """All named types: one of each name. Files may repeat a definition, with other custom properties."""
    types: dict[str, Definition] = {}
    for builder in builders.values():
        for item in builder.types:
            first = types.setdefault(item.full_name, item)
            elsewhere = first.location.source != item.location.source
            if elsewhere and first != item and emit_definition(first) != emit_definition(item):
                message = f"{item.full_name} is defined differently at {first.location}"
                problems.append(
                    Problem(item.location, message, "make them equal, or define it in one file only")
                )
    return types


def _sorted(problems: list[Problem], order: dict[str, int]) -> list[Problem]:
    """In the order of the files and of their text; what is found twice is told once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda problem: (order[problem.location.source], problem.location))


def _schema(
    batch: Batch, files: dict[str, File], builders: dict[str, Builder], types: dict[str, Definition]
) -> Schema:
    roots: dict[tuple[Hashable, ...], Element] = {}
    for name in batch.entries:
        for root in (files[name], *builders[name].types):
            roots.setdefault(root.identity, root)
    image = {
        "types": {name: emit_definition(item) for name, item in types.items()},
        "files": {files[name].path: emit_use(files[name].type) for name in batch.entries},
    }
    entries = (files[name] for name in batch.entries)
    return Schema(
        format="avro",
        label=batch.label,
        roots=tuple(roots.values()),
        types=types,
        referenced=frozenset(_references((*types.values(), *entries))),
        files={batch.texts[name].path: Location(batch.texts[name].path) for name in batch.entries},
        image=json.dumps(image, ensure_ascii=False).encode(),
    )


def _references(owners: Iterable[Element]) -> Iterator[str]:
    """Full names of the types that something other than themselves refers to.

    A file that consists of a named type does not refer to it: it says that this type is the event.
    """
    for owner in owners:
        itself = owner.type.name if isinstance(owner, File) else getattr(owner, "full_name", "")
        todo = list(owner.children)
        while todo:
            element = todo.pop()
            if isinstance(element, Use) and element.name not in {"", itself}:
                yield element.name
            todo += element.children

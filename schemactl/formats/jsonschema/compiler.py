"""A batch of texts in; a linked schema out, or every problem of every file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from schemactl.errors import CompileError, Problem
from schemactl.formats.json_reader import read_json
from schemactl.formats.jsonschema.build import Builder
from schemactl.formats.jsonschema.circles import circles
from schemactl.formats.jsonschema.emit import bundle
from schemactl.formats.jsonschema.meaning import meaning
from schemactl.formats.jsonschema.references import References, text_of
from schemactl.formats.jsonschema.valid import draft_in, unsaid, wrong
from schemactl.model.jsonschema import Definition, File
from schemactl.model.location import Location
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.formats.json_reader import Node
    from schemactl.formats.jsonschema.drafts import Draft
    from schemactl.formats.jsonschema.references import Spot
    from schemactl.model.element import Element
    from schemactl.model.source import Batch


def compile_batch(batch: Batch) -> Schema:
    """Compile all files of a batch. They may refer to each other by path, by `$id`, or by name.

    Raises CompileError with every problem.
    """
    problems: list[Problem] = []
    nodes, drafts = _read(batch, problems)
    _stop(batch, problems)
    references = References(nodes, drafts, problems)
    targets = references.targets()
    for name, node in nodes.items():
        problems += unsaid(references.spots[name], node)
    problems += _ambiguous(references, targets)
    _stop(batch, problems)
    linked = _Linked(batch, nodes, drafts, references, targets)
    problems += circles(linked.definitions)
    _stop(batch, problems)
    return linked.schema()


def _read(batch: Batch, problems: list[Problem]) -> tuple[dict[str, Node], dict[str, Draft]]:
    nodes: dict[str, Node] = {}
    drafts: dict[str, Draft] = {}
    for name in (*batch.entries, *sorted(batch.texts.keys() - set(batch.entries))):
        text = batch.texts[name]
        node = read_json(text.path, text.data, problems, comment="$comment")
        if node is None:
            continue
        if not isinstance(node.value, dict | bool):
            problems.append(
                Problem(node.location, "this is no schema", "a schema is an object, true or false")
            )
            continue
        if (draft := draft_in(node, problems)) is not None:
            nodes[name], drafts[name] = node, draft
            problems += wrong(node, draft)
    return nodes, drafts


def _stop(batch: Batch, problems: list[Problem]) -> None:
    """What is found twice is told once, in the order of the files and of their text."""
    if problems:
        order = {text.path: place for place, text in enumerate(batch.texts.values())}
        found = dict.fromkeys(problems)
        raise CompileError(
            sorted(found, key=lambda each: (order.get(each.location.source, -1), each.location)),
            label=batch.label,
        )


def _ambiguous(references: References, targets: Mapping[int, Spot]) -> Iterator[Problem]:
    """References whose target would depend on who refers to the schema that they are in."""
    nodes = [spot.node for spots in references.spots.values() for spot in spots]
    for keyword, anchor in (("$dynamicRef", "$dynamicAnchor"), ("$recursiveRef", "$recursiveAnchor")):
        anchors = [text_of(node.members[anchor]) for node in nodes if anchor in node.members]
        for node in nodes:
            said = node.members.get(keyword)
            name = text_of(said).rpartition("#")[2]
            if said is not None and id(said) in targets and anchors.count(name) > 1:
                yield Problem(
                    said.location,
                    f"{keyword} leads to another schema with each schema that refers here",
                    "refer to one schema by $ref: schemactl does not follow dynamic scopes",
                )


class _Linked:
    """The files of a batch with all references resolved."""

    def __init__(
        self,
        batch: Batch,
        nodes: Mapping[str, Node],
        drafts: Mapping[str, Draft],
        references: References,
        targets: Mapping[int, Spot],
    ) -> None:
        self.batch, self.nodes, self.drafts, self.targets = batch, nodes, drafts, targets
        roots = [spots[0] for spots in references.spots.values()]
        spots = (*roots, *references.definitions, *targets.values())
        self.spots = {spot.full_name: spot for spot in spots}
        self.named = {id(spot.node): name for name, spot in self.spots.items()}
        self.digests: dict[str, str] = {}
        self.inner = {
            name: [
                self.targets[id(said)].full_name
                for said in references.below(spot)
                if id(said) in self.targets
            ]
            for name, spot in self.spots.items()
        }
        self.definitions = {name: self._definition(name, spot) for name, spot in self.spots.items()}

    def _builder(self, file: str) -> Builder:
        return Builder(draft=self.drafts[file], targets=self.targets, named=self.named, digest=self._digest)

    def _definition(self, name: str, spot: Spot) -> Definition:
        schema = self._builder(spot.file).whole(spot.node)
        return Definition(mark=schema.mark, full_name=name, schemas=(schema,))

    def _digest(self, name: str) -> str:
        """What a definition and all that it refers to mean, in a few letters."""
        if name not in self.digests:
            reached, todo = {name}, [name]
            while todo:
                further = set(self.inner[todo.pop()]) - reached
                reached |= further
                todo += further
            texts = [(each, meaning(self.spots[each].node.plain())) for each in sorted(reached)]
            self.digests[name] = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
        return self.digests[name]

    def _file(self, name: str) -> File:
        node, draft = self.nodes[name], self.drafts[name]
        own = node.members.get(draft.identifier)
        root = self._builder(name).root(node, f"{name}#")
        return File(mark=root.mark, name=name, draft=draft.name, id=text_of(own), schemas=(root,))

    def schema(self) -> Schema:
        entries = self.batch.entries
        roots: list[Element] = [self._file(name) for name in entries]
        roots += [item for name, item in self.definitions.items() if self.spots[name].file in set(entries)]
        image = bundle(self.nodes, self.drafts, self.targets)
        return Schema(
            format="jsonschema",
            label=self.batch.label,
            roots=tuple(roots),
            types=self.definitions,
            referenced=frozenset(self._referenced()),
            files={self.batch.texts[name].path: Location(self.batch.texts[name].path) for name in entries},
            image=image,
        )

    def _referenced(self) -> Iterator[str]:
        """What something other than itself refers to; a whole file, only what another file refers to."""
        for name, inner in self.inner.items():
            own = self.spots[name].file
            yield from (each for each in inner if each not in {name, f"{own}#"})

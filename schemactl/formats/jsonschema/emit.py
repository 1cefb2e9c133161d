"""Linked files in; one schema out that holds them all, in which each reference says the file that it means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from schemactl.formats.jsonschema.drafts import DRAFTS, HOLDS_LIST, HOLDS_NAMED, HOLDS_ONE
from schemactl.formats.jsonschema.references import REFERRING
from schemactl.model.jsonschema import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.formats.json_reader import Node
    from schemactl.formats.jsonschema.drafts import Draft
    from schemactl.formats.jsonschema.references import Spot

SITE = "https://schemactl.invalid/"
"""Where files are in a bundle: a name that never leads anywhere (RFC 2606, 2)."""
_OWN = frozenset({"$anchor", "$dynamicAnchor", "$recursiveAnchor", "$schema"})


def bundle(nodes: Mapping[str, Node], drafts: Mapping[str, Draft], targets: Mapping[int, Spot]) -> bytes:
    """A compound schema (2020-12, 9.3): each file under `$defs` by its name, with an address of its own."""
    files = {name: _Emitter(drafts[name], targets).file(name, node) for name, node in nodes.items()}
    whole = {"$schema": DRAFTS[-1].uri, "$defs": files}
    return json.dumps(whole, ensure_ascii=False).encode()


def address(file: str, pointer: str = "") -> str:
    """What a file, or a schema in it, is called in the bundle. pointer: a JSON Pointer, unquoted."""
    return f"{SITE}{quote(file)}" + (f"#{quote(pointer)}" if pointer else "")


class _Emitter:
    def __init__(self, draft: Draft, targets: Mapping[int, Spot]) -> None:
        self.draft = draft
        self.targets = targets

    def file(self, name: str, node: Node) -> Any:
        head = {"$schema": f"{self.draft.uri}#" if "draft-" in self.draft.name else self.draft.uri}
        head[self.draft.identifier] = address(name)
        whole = self.schema(node)
        return {**head, **(whole if isinstance(whole, dict) else {} if whole else {"not": {}})}

    def schema(self, node: Node) -> Any:
        """A schema with its references rewritten; addresses of its own are of no use any more."""
        if not isinstance(node.value, dict):
            return node.value
        written: dict[str, Any] = {}
        for keyword, held in node.value.items():
            if keyword in _OWN or (keyword == self.draft.identifier and isinstance(held.value, str)):
                continue
            if keyword in REFERRING and id(held) in self.targets:
                self.refer(written, keyword, self.targets[id(held)])
            else:
                written[keyword] = self.held(keyword, held)
        return written

    def refer(self, written: dict[str, Any], keyword: str, target: Spot) -> None:
        pointer = "".join(f"/{escaped(token)}" for token in target.pointer)
        said = {"$ref": address(target.file, pointer)}
        if keyword == "$ref":
            written |= said
        else:
            written["allOf"] = [*written.get("allOf", ()), said]

    def held(self, keyword: str, held: Node) -> Any:
        if isinstance(held.value, dict) and keyword in HOLDS_NAMED:
            return {name: self.schema(item) for name, item in held.value.items()}
        if isinstance(held.value, list) and keyword in HOLDS_LIST:
            return [self.schema(item) for item in held.value]
        if keyword in HOLDS_ONE or keyword not in self.draft.keywords:
            return self.anywhere(held)
        return held.plain()

    def anywhere(self, held: Node) -> Any:
        """A schema, or what the draft does not define: references may lead into it."""
        if isinstance(held.value, list):
            return [self.anywhere(item) for item in held.value]
        return self.schema(held)

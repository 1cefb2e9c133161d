"""The files of a batch in; what a reference in one of them leads to out. Nothing is ever fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urldefrag, urljoin

from schemactl.errors import Problem
from schemactl.formats.jsonschema.drafts import DEFINING, subschemas
from schemactl.model.jsonschema import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schemactl.formats.json_reader import Node
    from schemactl.formats.jsonschema.drafts import Draft


@dataclass(frozen=True, slots=True)
class Spot:
    """A schema where it stands: its file, the pointer to it, and the address that references in it start from."""

    file: str
    pointer: tuple[str, ...]
    base: str
    node: Node

    @property
    def full_name(self) -> str:
        return f"{self.file}#{''.join(f'/{escaped(token)}' for token in self.pointer)}"


REFERRING = ("$ref", "$dynamicRef", "$recursiveRef")


class References:
    """Every address and anchor of a batch."""

    def __init__(
        self, files: Mapping[str, Node], drafts: Mapping[str, Draft], problems: list[Problem]
    ) -> None:
        self._files = files
        self._drafts = drafts
        self._problems = problems
        self._addresses: dict[str, Spot] = {}
        self.definitions: list[Spot] = []
        self.spots: dict[str, list[Spot]] = {name: list(self._walk(name)) for name in files}

    def _walk(self, file: str) -> Iterator[Spot]:
        """Every schema of a file, in the order of the text; its addresses are learnt on the way."""
        root = self._entered(Spot(file, (), _address(file), self._files[file]))
        self._addresses[_address(file)] = root
        return self._below(root)

    def _below(self, top: Spot) -> Iterator[Spot]:
        """A schema and all that are in it; those under `$defs` are definitions."""
        for spot in self._schemas(top):
            if spot.pointer[-2:-1] and spot.pointer[-2] in DEFINING:
                self.definitions.append(spot)
            yield spot

    def _schemas(self, top: Spot) -> Iterator[Spot]:
        todo = [top]
        while todo:
            spot = todo.pop()
            yield spot
            below = subschemas(spot.node, self._drafts[spot.file])
            inner = [
                self._entered(Spot(spot.file, (*spot.pointer, *steps), spot.base, node))
                for steps, node in below
            ]
            todo += reversed(inner)

    def targets(self) -> dict[int, Spot]:
        """What each reference leads to, by the identity of its node. Those in what is no schema by itself count too.

        What is wrong with a reference is added to the problems.
        """
        found: dict[int, Spot] = {}
        todo = [spot for spots in self.spots.values() for spot in spots]
        seen = {id(spot.node) for spot in todo}
        for spot in todo:  # grows while it is gone through
            for said in self._said(spot):
                target = self.find(said, spot)
                if target is None:
                    continue
                found[id(said)] = target
                if id(target.node) not in seen:
                    inner = list(self._below(target))
                    seen |= {id(item.node) for item in inner}
                    todo += inner
        return found

    def below(self, spot: Spot) -> Iterator[Node]:
        """Every reference in a schema."""
        for inner in self._schemas(spot):
            yield from self._said(inner)

    def _said(self, spot: Spot) -> Iterator[Node]:
        for keyword in REFERRING:
            said = spot.node.members.get(keyword)
            if said is not None and keyword in self._drafts[spot.file].keywords and text_of(said):
                yield said

    def _entered(self, spot: Spot) -> Spot:
        """The spot with its own base, if it has an address of its own."""
        draft, value = self._drafts[spot.file], spot.node.value
        if not isinstance(value, dict) or (not draft.siblings and "$ref" in value):
            return spot
        own = text_of(value.get(draft.identifier))
        if own.startswith("#"):
            self._learn(f"{spot.base}{own}", spot, value[draft.identifier])
        elif own.removesuffix("#"):
            spot = Spot(spot.file, spot.pointer, joined(spot.base, own)[0], spot.node)
            self._learn(spot.base, spot, value[draft.identifier])
        for keyword in ("$anchor", "$dynamicAnchor"):
            if keyword in draft.keywords and (anchor := text_of(value.get(keyword))):
                self._learn(f"{spot.base}#{anchor}", spot, value[keyword])
        return spot

    def _learn(self, address: str, spot: Spot, said: Node) -> None:
        first = self._addresses.setdefault(address, spot)
        if first.node is not spot.node:
            message = f"{text_of(said)} is already the address of {first.node.location}"
            self._problems.append(Problem(said.location, message, "an address is of one schema: change one"))

    def find(self, reference: Node, where: Spot) -> Spot | None:
        """What a reference leads to; what is wrong with it is added to the problems."""
        text = text_of(reference)
        address, fragment = joined("", text)
        start = self._resource(address, where)
        if start is None:
            known = ", ".join(sorted(self._files))
            message = f"{text} leads to no file that is here, and nothing is fetched"
            fix = f"give the reference a path or $id of one of {known}, or put the file beside them"
            self._problems.append(Problem(reference.location, message, fix))
            return None
        target = self._fragment(start, unquote(fragment))
        if target is None:
            names = sorted(
                spot.full_name.partition("#")[2] for spot in self.definitions if spot.file == start.file
            )
            message = f"{text} leads to nothing in {start.file}"
            fix = (
                f"its definitions are {', '.join(f'#{name}' for name in names[:12])}"
                if names
                else "define it there"
            )
            self._problems.append(Problem(reference.location, message, fix))
        return target

    def _resource(self, address: str, where: Spot) -> Spot | None:
        """By `$id`, by the path from the file, or as a registry's reference is named."""
        if not address:
            return self._addresses.get(where.base)
        ways = (
            joined(where.base, address)[0],
            joined(_address(where.file), address)[0],
            _address(unquote(address)),
        )
        return next((self._addresses[way] for way in ways if way in self._addresses), None)

    def _fragment(self, start: Spot, fragment: str) -> Spot | None:
        if fragment and not fragment.startswith("/"):
            return self._addresses.get(f"{start.base}#{fragment}")
        spot = start
        for token in fragment.split("/")[1:]:
            name = token.replace("~1", "/").replace("~0", "~")
            node = _member(spot.node, name)
            if node is None:
                return None
            spot = self._entered(Spot(spot.file, (*spot.pointer, name), spot.base, node))
        return spot if isinstance(spot.node.value, dict | bool) else None


def text_of(node: Node | None) -> str:
    """A string's text; "" for anything else."""
    return node.value if node is not None and isinstance(node.value, str) else ""


def joined(base: str, reference: str) -> tuple[str, str]:
    """A reference as it is meant in a place (RFC 3986, 5): the address, and the fragment."""
    try:
        address, fragment = urldefrag(urljoin(base, reference))
    except ValueError:  # no URI at all: it leads nowhere
        return reference, ""
    return address, fragment


def _address(file: str) -> str:
    return f"file:///{quote(file)}"


def _member(node: Node, name: str) -> Node | None:
    if name.isdecimal() and int(name) < len(node.elements):
        return node.elements[int(name)]
    return node.members.get(name)

"""The values of all files in; every named type that they define out, by full name, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemactl.errors import Problem
from schemactl.formats.avro.names import DEFINING, is_full_name, is_namespace, namespace_of, qualified
from schemactl.model.avro import PRIMITIVES, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.json_reader import Node


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a named type is defined. type: as a reader sees it, so `record` for an error."""

    full_name: str
    type: str
    node: Node


@dataclass(slots=True)
class Definitions:
    """by_name: the first definition of each full name. by_node: what each defining object defines."""

    problems: list[Problem]
    by_name: dict[str, Definition] = field(default_factory=dict)
    by_node: dict[Node, Definition] = field(default_factory=dict)

    def collect(self, root: Node) -> None:
        """Find the definitions of one file, where a name may be defined once (Names).

        Another file may repeat it: a file that is registered on its own has all that it needs. Whether the
        repetition says the same is seen when it is built.
        """
        own: dict[str, Definition] = {}
        for node, namespace in _defining(root):
            full_name = self.name(node, namespace)
            if full_name is None:
                continue
            found = Definition(full_name, DEFINING[_text(node, "type")], node)
            self.by_node[node] = found
            self.by_name.setdefault(full_name, found)
            first = own.setdefault(full_name, found)
            if first is not found:
                message = (
                    f"{full_name} is defined twice in this file; first at line {first.node.location.line}"
                )
                self.problem(_part(node, "name"), message, "define it once, and refer to it by its full name")

    def name(self, node: Node, namespace: str) -> str | None:
        """Work out the full name of a defining object, or tell what is wrong with its name."""
        parts = _members(node)
        if "name" not in parts:
            self.problem(node, f"this {_text(node, 'type')} has no name", 'add a "name"')
            return None
        name = parts["name"].value
        if not is_full_name(name):
            fix = "use letters, digits and _, not first a digit; a namespace is parted by dots"
            self.problem(parts["name"], f"{_shown(name)} is not a name", fix)
            return None
        full_name = qualified(str(name), _own_namespace(node, namespace))
        if short(full_name) in PRIMITIVES:
            self.problem(
                parts["name"], f"{short(full_name)} is the name of a primitive type", "choose another name"
            )
            return None
        return full_name

    def problem(self, node: Node, message: str, fix: str) -> None:
        self.problems.append(Problem(node.location, message, fix))


def _defining(root: Node) -> Iterator[tuple[Node, str]]:
    """Every object that defines a name, in the order of the text, with the namespace around it."""
    todo = [(root, "")]
    while todo:
        node, namespace = todo.pop()
        if isinstance(node.value, list):
            todo += [(item, namespace) for item in reversed(node.value)]
        elif isinstance(node.value, dict):
            if _text(node, "type") in DEFINING:
                yield node, namespace
                namespace = inner_namespace(node, namespace)
            todo += [(part, namespace) for part in reversed(_below(node))]


def _below(node: Node) -> list[Node]:
    """The types that stand directly in an object."""
    parts = _members(node)
    below = [parts[name] for name in ("type", "items", "values") if name in parts]
    fields = parts["fields"].value if "fields" in parts else None
    if isinstance(fields, list):
        below += [_members(item)["type"] for item in fields if "type" in _members(item)]
    return below


def inner_namespace(node: Node, namespace: str) -> str:
    """The namespace that holds inside a defining object, as far as it can be told."""
    name = _text(node, "name")
    return namespace_of(qualified(name, _own_namespace(node, namespace))) if name else namespace


def _own_namespace(node: Node, namespace: str) -> str:
    own = _members(node).get("namespace")
    return str(own.value) if own is not None and is_namespace(own.value) else namespace


def _members(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _part(node: Node, name: str) -> Node:
    return _members(node).get(name, node)


def _text(node: Node, name: str) -> str:
    value = _part(node, name).value
    return value if isinstance(value, str) else ""


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else "this"

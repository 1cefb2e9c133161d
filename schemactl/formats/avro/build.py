"""The value of one file and all definitions in; its elements out, and every problem with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schemactl.errors import Problem
from schemactl.formats.avro.definitions import inner_namespace
from schemactl.formats.avro.logical import attributes_of, logical_type
from schemactl.formats.avro.names import (
    COMPLEX,
    is_full_name,
    is_name,
    is_namespace,
    qualified,
    referred,
    suggestion,
)
from schemactl.formats.avro.unions import branch_name, reading
from schemactl.model.avro import PRIMITIVES, Branch, Enum, Field, File, Fixed, Record, Symbol, Use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemactl.formats.avro.definitions import Definition, Definitions
    from schemactl.formats.json_reader import Node
    from schemactl.model.avro import Definition as Defined

MAX_SIZE = 2**31 - 1
_TYPE = {"type", "logicalType", "precision", "scale"}
_NAMED = {"type", "name", "namespace", "aliases", "doc"}
_FIELD = {"name", "type", "doc", "default", "order", "aliases"}


class Builder:
    """Builds what one file says. Elements built after a problem are only good for finding more problems."""

    def __init__(self, name: str, definitions: Definitions, problems: list[Problem]) -> None:
        self.name = name
        self.definitions = definitions
        self.problems = problems
        self.types: list[Defined] = []
        self.defaults: list[tuple[Node, Use]] = []

    def file(self, root: Node) -> File:
        use = self.use(root, "")
        return File(name=use.name or self.name, path=self.name, mark=root.location, types=(use,))

    def use(self, node: Node, namespace: str, role: str = "type") -> Use:
        """Build a type where it is used."""
        if isinstance(node.value, str):
            return self.named_use(node, node.value, namespace, role, {})
        if isinstance(node.value, list):
            return Use(mark=node.location, role=role, type="union", branches=self.branches(node, namespace))
        if isinstance(node.value, dict):
            return self.object_use(node, node.value, namespace, role)
        return self.broken(node, "a type is a name, an object or an array (a union)", "write a type", role)

    def object_use(self, node: Node, parts: dict[str, Node], namespace: str, role: str) -> Use:
        kind = parts.get("type")
        if kind is None or not isinstance(kind.value, str):
            message = 'an object that stands for a type needs a type\'s name as its "type"'
            return self.broken(kind or node, message, 'write "type": "…"', role)
        if kind.value in {"array", "map"}:
            return self.container(node, parts, namespace, role)
        if kind.value in COMPLEX:
            return self.defining_use(node, parts, namespace, role)
        return self.named_use(kind, kind.value, namespace, role, parts)

    def named_use(self, node: Node, name: str, namespace: str, role: str, parts: dict[str, Node]) -> Use:
        """Build the use of a primitive, or of a type that is defined somewhere."""
        full_name = referred(name, namespace)
        if full_name in PRIMITIVES:
            logical = logical_type(name, _plain(parts))
            properties = _rest(parts, {"type", *attributes_of(logical)})
            return Use(
                mark=node.location, role=role, type=name, logical=logical, properties=properties,
                scaled="scale" in parts,
            )  # fmt: skip
        definition = self.definitions.by_name.get(full_name)
        if definition is None:
            return self.unknown(node, name, full_name, role)
        properties = _rest(parts, {"type"})
        return Use(mark=node.location, role=role, type=definition.type, name=full_name, properties=properties)

    def unknown(self, node: Node, name: str, full_name: str, role: str) -> Use:
        if name in COMPLEX:
            return self.broken(
                node, f'"{name}" needs an object around it', f'write {{"type": "{name}", …}}', role
            )
        known = (*self.definitions.by_name, *(() if "." in name else PRIMITIVES))
        fix = suggestion(full_name, known) or "define it in one of the schema files, or correct the name"
        return self.broken(node, f"unknown type {full_name}", fix, role)

    def container(self, node: Node, parts: dict[str, Node], namespace: str, role: str) -> Use:
        kind, below = ("array", "items") if parts["type"].value == "array" else ("map", "values")
        if below not in parts:
            return self.broken(
                node, f'the {kind} has no "{below}"', f'add "{below}": the type of its {below}', role
            )
        inner = self.use(parts[below], namespace, below)
        properties = _rest(parts, {"type", below})
        return Use(mark=node.location, role=role, type=kind, inner=(inner,), properties=properties)

    def branches(self, node: Node, namespace: str) -> tuple[Branch, ...]:
        """Build a union's branches: none is a union itself, and none is there twice (Unions)."""
        assert isinstance(node.value, list)  # noqa: S101
        if not node.value:
            self.problem(node, "a union without branches has no values", "name the types that it may be")
        branches: dict[str, Branch] = {}
        for item in node.value:
            use = self.use(item, namespace)
            name = branch_name(use)
            if name == "union":
                self.problem(item, "a union directly in a union", "put its branches into the outer union")
            elif name in branches and name != "broken":
                first = branches[name].location
                message = f"{name} is in this union twice; first at line {first.line}"
                self.problem(item, message, "keep one of them: data would not tell which one it is")
            how = reading(use, (branch.type for branch in branches.values()))
            branches.setdefault(name, Branch(mark=item.location, name=name, types=(use,), reading=how))
        return tuple(branches.values())

    def defining_use(self, node: Node, parts: dict[str, Node], namespace: str, role: str) -> Use:
        """Build a definition, and the use of it where it stands."""
        definition = self.definitions.by_node.get(node)
        inner = inner_namespace(node, namespace)
        if "namespace" in parts and not is_namespace(parts["namespace"].value):
            self.problem(parts["namespace"], "this is not a namespace", "write names parted by dots")
        build = {"enum": self.enum, "fixed": self.fixed}.get(str(parts["type"].value), self.record)
        at = len(self.types)
        built = build(node, parts, definition, inner)
        self.types.insert(at, built)
        return Use(mark=node.location, role=role, type=built.TYPE, name=built.full_name)

    def record(
        self, node: Node, parts: dict[str, Node], definition: Definition | None, namespace: str
    ) -> Record:
        return Record(
            **self.heading(node, parts, definition, namespace, {"fields"}),
            error=parts["type"].value == "error",
            fields=self.fields(node, parts, namespace),
        )

    def heading(
        self, node: Node, parts: dict[str, Node], definition: Definition | None, namespace: str, own: set[str]
    ) -> dict[str, Any]:
        """What records, enums and fixed have in common."""
        return {
            "mark": parts.get("name", node).location,
            "full_name": definition.full_name if definition else "",
            "aliases": tuple(qualified(name, namespace) for name in self.aliases(parts, is_full_name)),
            "doc": self.doc(parts),
            "properties": _rest(parts, _NAMED | own),
        }

    def fields(self, node: Node, parts: dict[str, Node], namespace: str) -> tuple[Field, ...]:
        if "fields" not in parts:
            self.problem(node, 'the record has no "fields"', 'add "fields": […]')
            return ()
        items = parts["fields"].value
        if not isinstance(items, list):
            self.problem(parts["fields"], '"fields" is not an array', 'write "fields": […]')
            return ()
        names = ["", *(_field_name(item) for item in items), ""]
        fields: dict[str, Field] = {}
        for position, item in enumerate(items):
            field = self.field(item, namespace, (names[position], names[position + 2]))
            if field is None:
                continue
            if field.name in fields:
                message = (
                    f"the field {field.name} is there twice; first at line {fields[field.name].location.line}"
                )
                self.problems.append(Problem(field.location, message, "rename or remove one of them"))
            fields[field.name] = field
        return tuple(fields.values())

    def field(self, node: Node, namespace: str, neighbours: tuple[str, str]) -> Field | None:
        parts = node.value
        if not isinstance(parts, dict) or not {"name", "type"} <= parts.keys():
            self.problem(node, 'a field is an object with a "name" and a "type"', "add what is missing")
            return None
        if not is_name(parts["name"].value):
            self.problem(
                parts["name"], "this is not a field's name", "use letters, digits and _, not first a digit"
            )
            return None
        use = self.use(parts["type"], namespace)
        if "default" in parts:
            self.defaults.append((parts["default"], use))
        return Field(
            mark=parts["name"].location,
            name=str(parts["name"].value),
            types=(use,),
            default=dumps(parts["default"].plain()) if "default" in parts else None,
            aliases=self.aliases(parts, is_name),
            order=self.order(parts),
            properties=_rest(parts, _FIELD),
            doc=self.doc(parts),
            neighbours=neighbours,
        )

    def order(self, parts: dict[str, Node]) -> str:
        order = parts["order"].value if "order" in parts else "ascending"
        if order not in {"ascending", "descending", "ignore"}:
            self.problem(parts["order"], "this is not a sort order", "write ascending, descending or ignore")
        return str(order)

    def enum(self, node: Node, parts: dict[str, Node], definition: Definition | None, namespace: str) -> Enum:
        symbols = self.symbols(node, parts)
        default = parts["default"].value if "default" in parts else None
        if default is not None and default not in {symbol.name for symbol in symbols}:
            names = [symbol.name for symbol in symbols]
            fix = suggestion(str(default), names) or "name one of its symbols"
            self.problem(parts["default"], "the default is no symbol of the enum", fix)
        return Enum(
            **self.heading(node, parts, definition, namespace, {"symbols", "default"}),
            default=str(default) if isinstance(default, str) else None,
            symbols=symbols,
        )

    def symbols(self, node: Node, parts: dict[str, Node]) -> tuple[Symbol, ...]:
        items = parts["symbols"].value if "symbols" in parts else None
        if not isinstance(items, list):
            self.problem(
                parts.get("symbols", node), 'the enum has no array of "symbols"', 'add "symbols": […]'
            )
            return ()
        symbols: dict[str, Symbol] = {}
        for item in items:
            if not is_name(item.value):
                self.problem(item, "this is not a symbol", "use letters, digits and _, not first a digit")
            elif item.value in symbols:
                self.problem(item, f"the symbol {item.value} is there twice", "remove one of them")
            else:
                symbols[str(item.value)] = Symbol(mark=item.location, name=str(item.value))
        return tuple(symbols.values())

    def fixed(
        self, node: Node, parts: dict[str, Node], definition: Definition | None, namespace: str
    ) -> Fixed:
        size = self.size(node, parts)
        logical = logical_type("fixed", _plain(parts), size)
        return Fixed(
            **self.heading(node, parts, definition, namespace, {"size", *attributes_of(logical)}),
            size=size,
            types=(Use(mark=node.location, type="bytes", logical=logical, scaled="scale" in parts),),
        )

    def size(self, node: Node, parts: dict[str, Node]) -> int:
        size: Any = parts["size"].value if "size" in parts else None
        if isinstance(size, int) and not isinstance(size, bool) and 0 <= size <= MAX_SIZE:
            return size
        self.problem(parts.get("size", node), 'a fixed needs its "size"', 'write "size": the number of bytes')
        return 0

    def aliases(self, parts: dict[str, Node], valid: Any) -> tuple[str, ...]:
        if "aliases" not in parts:
            return ()
        items = parts["aliases"].value
        if not isinstance(items, list):
            self.problem(parts["aliases"], '"aliases" is not an array', 'write "aliases": ["…"]')
            return ()
        for item in items:
            if not valid(item.value):
                self.problem(item, "this alias is not a name", "use letters, digits and _, not first a digit")
        return tuple(str(item.value) for item in items if valid(item.value))

    def doc(self, parts: dict[str, Node]) -> str:
        doc = parts["doc"].value if "doc" in parts else ""
        return doc if isinstance(doc, str) else ""

    def broken(self, node: Node, message: str, fix: str, role: str) -> Use:
        self.problem(node, message, fix)
        return Use(mark=node.location, role=role, type="broken")

    def problem(self, node: Node, message: str, fix: str) -> None:
        self.problems.append(Problem(node.location, message, fix))


def dumps(value: Any) -> str:
    """JSON in one line."""
    return json.dumps(value, ensure_ascii=False)


def _plain(parts: dict[str, Node]) -> dict[str, Any]:
    return {name: node.plain() for name, node in parts.items()}


def _rest(parts: dict[str, Node], known: Iterable[str]) -> str:
    """The attributes that have no meaning to readers."""
    rest = {name: node.plain() for name, node in parts.items() if name not in known}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else "{}"


def _field_name(node: Node) -> str:
    name = node.value["name"].value if isinstance(node.value, dict) and "name" in node.value else ""
    return str(name)

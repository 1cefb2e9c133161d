"""A schema's text with its places in; the element that stands for it out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from schemactl.formats.jsonschema.drafts import is_schema
from schemactl.formats.jsonschema.references import text_of
from schemactl.model.jsonschema import Bound, Condition, Constraint, Contains, Dependency, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemactl.formats.json_reader import Node
    from schemactl.formats.jsonschema.drafts import Draft
    from schemactl.formats.jsonschema.references import Spot
    from schemactl.model.location import Location

ANNOTATIONS = frozenset({
    "$comment", "$id", "$schema", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$defs",
    "definitions", "id", "default", "deprecated", "description", "examples", "readOnly", "title",
    "writeOnly",
})  # fmt: skip
MEANT = frozenset({
    "default", "deprecated", "description", "examples", "readOnly", "title", "writeOnly",
})  # fmt: skip
_TEXT = 200
"""How much of a schema's text a report may show."""

FACETS = {
    "never": (), "types": ("type",), "values": ("enum", "const"), "lower": ("minimum", "exclusiveMinimum"),
    "upper": ("maximum", "exclusiveMaximum"), "multiple": ("multipleOf",), "shortest": ("minLength",),
    "longest": ("maxLength",), "content": ("contentEncoding", "contentMediaType", "contentSchema"),
    "fewest_items": ("minItems",), "most_items": ("maxItems",), "unique": ("uniqueItems",), "contains": ("contains",),
    "fewest_keys": ("minProperties",), "most_keys": ("maxProperties",),
    "dependencies": ("dependentRequired", "dependentSchemas", "dependencies"), "names": ("propertyNames",),
    "rest_keys": ("unevaluatedProperties",), "rest_items": ("unevaluatedItems",), "any_of": ("anyOf",),
    "one_of": ("oneOf",), "negation": ("not",), "condition": ("if", "then", "else"), "ref": ("$ref",),
}  # fmt: skip
"""The keywords of a facet that is not called as its keyword is."""


@dataclass(frozen=True, slots=True)
class Keywords:
    """The mark of a schema: each facet is where one of its keywords is."""

    node: Node

    def locate(self, facet: str = "") -> Location:
        for keyword in FACETS.get(facet, (facet,)):
            if keyword in self.node.members:
                return self.node.members[keyword].location
        return self.node.location

    def comment(self) -> str:
        return text_of(self.node.members.get("description"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """Builds the schemas of one file.

    targets: what each reference leads to. named: the definitions' names by their nodes' identities: they are
    referred to wherever they stand. sealed: inside of what is compared as a whole, with a digest of what it refers to.
    """

    draft: Draft
    targets: Mapping[int, Spot]
    named: Mapping[int, str]
    digest: Callable[[str], str] = field(repr=False)
    sealed: bool = False

    def used(self, node: Node, role: str, name: str = "") -> Constraint:
        """A schema where it stands in another: as what refers to it, if it has a name of its own."""
        own = self.named.get(id(node))
        return self.whole(node, role, name) if own is None else self._reference(node, own, role, name)

    def whole(self, node: Node, role: str = "", name: str = "") -> Constraint:
        value = node.value
        if not isinstance(value, dict):
            return Constraint(
                mark=Keywords(node), role=role, name=name, never=value is False, text=_line(node)
            )
        if not self.draft.siblings and (said := value.get("$ref")) is not None and id(said) in self.targets:
            return self._reference(node, self.targets[id(said)].full_name, role, name)
        known = {keyword: item for keyword, item in value.items() if keyword in self.draft.keywords}
        told = {
            **_Values(known, self.draft).facets(),
            **self._schemas(known),
            **self._kids(node, known),
            **self._referring(known),
            **({} if self.sealed else self._said(value)),
        }
        return Constraint(mark=Keywords(node), role=role, name=name, text=_line(node), **told)

    def root(self, node: Node, full_name: str) -> Constraint:
        """What a file is: what its root says."""
        return self._reference(node, full_name, "", "")

    def _reference(self, node: Node, full_name: str, role: str, name: str) -> Constraint:
        seal = self.digest(full_name) if self.sealed else ""
        return Constraint(
            mark=Keywords(node), role=role, name=name, ref=full_name, seal=seal, text=_line(node)
        )

    def _referring(self, known: Mapping[str, Node]) -> dict[str, Any]:
        said = known.get("$ref")
        if said is None or id(said) not in self.targets:
            return {}
        name = self.targets[id(said)].full_name
        return {"ref": name, "seal": self.digest(name) if self.sealed else ""}

    def _said(self, value: Mapping[str, Node]) -> dict[str, str]:
        said = {word: item.plain() for word, item in value.items() if word in MEANT}
        unknown = value.keys() - self.draft.keywords - ANNOTATIONS
        return {
            "annotations": json.dumps(said, sort_keys=True, ensure_ascii=False),
            "extensions": json.dumps(
                {word: value[word].plain() for word in sorted(unknown)}, sort_keys=True, ensure_ascii=False
            ),
        }

    # --- schemas that are compared as a whole

    def _schemas(self, known: Mapping[str, Node]) -> dict[str, Any]:
        inner = Builder(
            draft=self.draft, targets=self.targets, named=self.named, digest=self.digest, sealed=True
        )
        told: dict[str, Any] = {}
        for keyword, facet in _SINGLE.items():
            if keyword in known:
                told[facet] = inner.used(known[keyword], keyword)
        for keyword, facet in (("anyOf", "any_of"), ("oneOf", "one_of")):
            if keyword in known:
                told[facet] = inner._list(known, keyword)
        if "contains" in known:
            least, most = (
                known[word].value if word in known else None for word in ("minContains", "maxContains")
            )
            item = inner.used(known["contains"], "contains")
            told["contains"] = Contains(
                item, 1 if least is None else _whole(least), None if most is None else _whole(most)
            )
        if "if" in known:
            then, otherwise = (
                inner.used(known[word], word) if word in known else None for word in ("then", "else")
            )
            told["condition"] = Condition(inner.used(known["if"], "if"), then, otherwise)
        told["dependencies"] = tuple(inner._dependencies(known))
        return told

    def _dependencies(self, known: Mapping[str, Node]) -> list[Dependency]:
        found = []
        for keyword in ("dependentRequired", "dependentSchemas", "dependencies"):
            for name, node in known[keyword].members.items() if keyword in known else ():
                if is_schema(node.value):
                    found.append(Dependency(name, (), self.used(node, keyword, name)))
                else:
                    found.append(Dependency(name, tuple(sorted(_strings(node)))))
        return sorted(found, key=lambda item: (item.name, item.schema is not None))

    # --- schemas that are compared one by one

    def _kids(self, node: Node, known: Mapping[str, Node]) -> dict[str, Any]:
        prefix, items = self._items(known)
        anything = Constraint(mark=Keywords(node), text="true", implied=True)
        rest = known.get("additionalProperties")
        return {
            "properties": self._named(known, "properties"),
            "patterns": self._named(known, "patternProperties"),
            "additional": (
                self.used(rest, "additionalProperties")
                if rest is not None
                else _as(anything, "additionalProperties"),
            ),
            "prefix": prefix,
            "items": items or (_as(anything, "items"),),
            "all_of": (*self._list(known, "allOf"), *self._dynamic(known)),
        }

    def _items(self, known: Mapping[str, Node]) -> tuple[tuple[Constraint, ...], tuple[Constraint, ...]]:
        """What the first items are, one by one, and what all others are."""
        items = known.get("items")
        if items is not None and isinstance(items.value, list):
            prefix, rest = self._list(known, "items"), known.get("additionalItems")
        else:
            prefix, rest = self._list(known, "prefixItems"), items
        named = tuple(_as(item, "prefixItems", item.name) for item in prefix)
        return named, () if rest is None else (self.used(rest, "items"),)

    def _list(self, known: Mapping[str, Node], keyword: str) -> tuple[Constraint, ...]:
        held = known[keyword].elements if keyword in known else []
        return tuple(self.used(item, keyword, str(index)) for index, item in enumerate(held))

    def _named(self, known: Mapping[str, Node], keyword: str) -> tuple[Constraint, ...]:
        held = known[keyword].members if keyword in known else {}
        return tuple(self.used(item, keyword, name) for name, item in held.items())

    def _dynamic(self, known: Mapping[str, Node]) -> tuple[Constraint, ...]:
        return tuple(
            self._reference(known[word], self.targets[id(known[word])].full_name, word, "")
            for word in ("$dynamicRef", "$recursiveRef")
            if word in known and id(known[word]) in self.targets
        )


_SINGLE = {
    "propertyNames": "names",
    "unevaluatedProperties": "rest_keys",
    "unevaluatedItems": "rest_items",
    "not": "negation",
}


@dataclass(frozen=True, slots=True)
class _Values:
    """The keywords that hold plain values."""

    known: Mapping[str, Node]
    draft: Draft

    def facets(self) -> dict[str, Any]:
        told = {
            "types": self._types(),
            "values": self._values(),
            "lower": self._bound("minimum", "exclusiveMinimum", ">"),
            "upper": self._bound("maximum", "exclusiveMaximum", "<"),
            "multiple": canonical(self._plain("multipleOf")) if "multipleOf" in self.known else None,
            "pattern": self._plain("pattern"),
            "format": self._plain("format"),
            "content": self._content(),
            "unique": bool(self._plain("uniqueItems")),
            "required": tuple(sorted(set(_strings(self.known.get("required"))))),
        }
        for keyword, facet, nothing in _SIZES:
            size = self._plain(keyword)
            told[facet] = None if size is None or size == nothing else _whole(size)
        return told

    def _plain(self, keyword: str) -> Any:
        return self.known[keyword].plain() if keyword in self.known else None

    def _types(self) -> tuple[str, ...] | None:
        said = self._plain("type")
        if said is None:
            return None
        names = {said} if isinstance(said, str) else set(said)
        return tuple(sorted(names - {"integer"} if "number" in names else names))

    def _values(self) -> tuple[str, ...] | None:
        found: set[str] | None = None
        if "enum" in self.known:
            found = {canonical(item) for item in self._plain("enum")}
        if "const" in self.known:
            only = {canonical(self._plain("const"))}
            found = only if found is None else found & only
        return None if found is None else tuple(sorted(found))

    def _bound(self, inclusive: str, exclusive: str, sign: str) -> Bound | None:
        """The stricter of both; a draft-04 schema says of its bound whether it is exclusive."""
        given, beyond = self._plain(inclusive), self._plain(exclusive)
        if isinstance(beyond, bool) or self.draft.name == "draft-04":
            return None if given is None else Bound(number(given), bool(beyond), sign)
        bounds = [] if given is None else [Bound(number(given), False, sign)]  # noqa: FBT003
        bounds += [] if beyond is None else [Bound(number(beyond), True, sign)]  # noqa: FBT003
        side = 1 if sign == ">" else -1
        return max(bounds, key=lambda bound: (side * bound.value, bound.exclusive), default=None)

    def _content(self) -> str:
        words = ("contentEncoding", "contentMediaType", "contentSchema")
        said = {word: self._plain(word) for word in words if word in self.known}
        return json.dumps(said, sort_keys=True) if said else ""


_SIZES = (
    ("minLength", "shortest", 0), ("maxLength", "longest", None), ("minItems", "fewest_items", 0),
    ("maxItems", "most_items", None), ("minProperties", "fewest_keys", 0), ("maxProperties", "most_keys", None),
)  # fmt: skip
"""Keyword, facet, and the value that says nothing."""


def number(value: float) -> Fraction:
    """The number that the text says, not the nearest that a machine has."""
    return Fraction(str(value))


def _whole(value: Any) -> int:
    return int(value)


def _strings(node: Node | None) -> list[str]:
    return [] if node is None else [text_of(item) for item in node.elements]


def _as(constraint: Constraint, role: str, name: str = "") -> Constraint:
    from dataclasses import replace  # noqa: PLC0415

    return replace(constraint, role=role, name=name)


def _line(node: Node) -> str:
    text = " ".join(node.file.text[node.start : node.end].split())
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"

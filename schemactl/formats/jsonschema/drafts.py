"""A `$schema` in; the draft it names, with what its keywords are and hold, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.formats.json_reader import Node

HOLDS_ONE = frozenset({
    "additionalItems", "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip
HOLDS_LIST = frozenset({
    "allOf", "anyOf", "items", "oneOf", "prefixItems",
})  # fmt: skip
HOLDS_NAMED = frozenset({
    "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties",
})  # fmt: skip
DEFINING = ("$defs", "definitions")

_FOURTH = frozenset({
    "$ref", "$schema", "additionalItems", "additionalProperties", "allOf", "anyOf", "default", "definitions",
    "dependencies", "description", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "items",
    "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
    "multipleOf", "not", "oneOf", "pattern", "patternProperties", "properties", "required", "title", "type",
    "uniqueItems",
})  # fmt: skip
_SIXTH = _FOURTH | frozenset({
    "$id", "const", "contains", "examples", "propertyNames",
})  # fmt: skip
_SEVENTH = _SIXTH | frozenset({
    "$comment", "contentEncoding", "contentMediaType", "else", "if", "readOnly", "then", "writeOnly",
})  # fmt: skip
_NINETEEN = (_SEVENTH - {"dependencies"}) | frozenset({
    "$anchor", "$defs", "$recursiveAnchor", "$recursiveRef", "$vocabulary", "contentSchema",
    "dependentRequired", "dependentSchemas", "deprecated", "maxContains", "minContains", "unevaluatedItems",
    "unevaluatedProperties",
})  # fmt: skip
_TWENTY = (_NINETEEN - {"$recursiveAnchor", "$recursiveRef", "additionalItems"}) | frozenset({
    "$dynamicAnchor", "$dynamicRef", "prefixItems",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version of JSON Schema. identifier: its keyword for a schema's own address.

    siblings: whether keywords beside `$ref` count.
    """

    name: str
    uri: str
    keywords: frozenset[str]
    identifier: str = "$id"
    siblings: bool = True


DRAFTS = (
    Draft(
        name="draft-04",
        uri="http://json-schema.org/draft-04/schema",
        keywords=_FOURTH | {"id"},
        identifier="id",
        siblings=False,
    ),
    Draft(name="draft-06", uri="http://json-schema.org/draft-06/schema", keywords=_SIXTH, siblings=False),
    Draft(name="draft-07", uri="http://json-schema.org/draft-07/schema", keywords=_SEVENTH, siblings=False),
    Draft(name="2019-09", uri="https://json-schema.org/draft/2019-09/schema", keywords=_NINETEEN),
    Draft(name="2020-12", uri="https://json-schema.org/draft/2020-12/schema", keywords=_TWENTY),
)
ASSUMED = DRAFTS[2]
"""What registries and their clients take a schema for that does not say `$schema`."""
_BY_URI = {draft.uri.partition(":")[2]: draft for draft in DRAFTS}
LATER = (_NINETEEN | _TWENTY) - ASSUMED.keywords - {"$defs", "deprecated", "$vocabulary"}
"""Keywords that the assumed draft does not know, and that would be passed over in silence."""


def draft_of(uri: str) -> Draft | None:
    """The draft of this address, with http or https, with or without the empty fragment."""
    return _BY_URI.get(uri.removesuffix("#").partition(":")[2])


def subschemas(node: Node, draft: Draft) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The schemas that a schema holds, each with its keyword and its name or index there."""
    if not isinstance(node.value, dict) or (not draft.siblings and "$ref" in node.value):
        return
    for keyword, held in node.value.items():
        if keyword not in draft.keywords and keyword not in DEFINING:
            continue
        if keyword in HOLDS_NAMED and isinstance(held.value, dict):
            yield from (((keyword, name), item) for name, item in held.value.items() if is_schema(item.value))
        elif keyword in HOLDS_LIST and isinstance(held.value, list):
            yield from (((keyword, str(index)), item) for index, item in enumerate(held.value))
        elif keyword in HOLDS_ONE and is_schema(held.value):
            yield (keyword,), held


def is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)

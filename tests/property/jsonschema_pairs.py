"""Random JSON Schemas, and one random edit of each: pairs as a team's commits make them."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("amount", "note", "state", "tags")
PATTERNS = ("^a", "b$", "^[0-9]+$")
LEAVES: tuple[Any, ...] = (
    {"type": "string"}, {"type": "integer"}, {"type": "number"}, {"type": "boolean"}, {"type": "null"},
    {"type": ["string", "null"]}, {"type": "string", "maxLength": 5}, {"type": "string", "maxLength": 10},
    {"type": "string", "minLength": 2}, {"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "b$"},
    {"type": "string", "format": "date"}, {"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 5},
    {"type": "number", "exclusiveMinimum": 0}, {"type": "number", "maximum": 9.5}, {"multipleOf": 2}, {"multipleOf": 4},
    {"enum": ["NEW", "PAID"]}, {"enum": ["NEW", "PAID", "SENT"]}, {"enum": ["NEW", 1, None]}, {"const": "NEW"},
    {"$ref": "#/$defs/Part"}, {"description": "anything"}, True, {},
)  # fmt: skip


def leaves() -> st.SearchStrategy[Any]:
    return st.sampled_from(LEAVES).map(deepcopy)


def schemas(depth: int = 2) -> st.SearchStrategy[Any]:
    if depth == 0:
        return leaves()
    inner = schemas(depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaves(),
        objects(inner),
        arrays(inner),
        several.map(lambda found: {"anyOf": found}),
        several.map(lambda found: {"oneOf": found}),
        several.map(lambda found: {"allOf": found}),
        inner.map(lambda found: {"not": found}),
        st.tuples(inner, inner, inner).map(
            lambda found: dict(zip(("if", "then", "else"), found, strict=True))
        ),
    )


@st.composite
def objects(draw, inner: st.SearchStrategy[Any]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    made: dict[str, Any] = {"type": "object", "properties": {name: draw(inner) for name in names}}
    options = {
        "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
        "additionalProperties": st.one_of(st.just(False), inner),  # noqa: FBT003
        "patternProperties": st.fixed_dictionaries({"^x_": inner}),
        "maxProperties": st.integers(0, 4),
        "propertyNames": leaves(),
        "dependentRequired": st.just({"amount": ["note"]}),
        "dependentSchemas": st.fixed_dictionaries({"amount": inner}),
        "unevaluatedProperties": st.just(False),  # noqa: FBT003
    }
    for name in draw(st.lists(st.sampled_from(sorted(options)), max_size=2, unique=True)):
        made[name] = draw(options[name])
    return made


@st.composite
def arrays(draw, inner: st.SearchStrategy[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "array", "items": draw(inner)}
    options = {
        "prefixItems": st.lists(inner, min_size=1, max_size=2),
        "uniqueItems": st.booleans(),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 3),
        "contains": leaves(),
    }
    for name in draw(st.lists(st.sampled_from(sorted(options)), max_size=2, unique=True)):
        made[name] = draw(options[name])
    return made


def held(schema: Any) -> list[tuple[Any, Any]]:
    """Where schemas stand in a schema: what holds each, and its key there."""
    if not isinstance(schema, dict):
        return []
    found: list[tuple[Any, Any]] = []
    for keyword, item in schema.items():
        if keyword in {
            "items",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "additionalProperties",
        }:
            found.append((schema, keyword))
        elif keyword in {"properties", "patternProperties", "dependentSchemas", "$defs"}:
            found += [(item, name) for name in item]
        elif keyword in {"anyOf", "oneOf", "allOf", "prefixItems"}:
            found += [(item, index) for index in range(len(item))]
    return found + [deeper for holder, key in found for deeper in held(holder[key])]


@st.composite
def pairs(draw) -> tuple[str, str]:
    old = {"$schema": DRAFT, **draw(objects(schemas())), "$defs": {"Part": draw(objects(leaves()))}}
    new = deepcopy(old)
    for _ in range(draw(st.integers(1, 2))):
        edit(draw, new)
    return json.dumps(old), json.dumps(new)


def edit(draw, schema: dict[str, Any]) -> None:
    holder, key = draw(st.sampled_from([*held(schema), (None, None)]))
    if holder is None:
        schema["properties"][draw(st.sampled_from(NAMES))] = draw(leaves())
    elif draw(st.booleans()):
        holder[key] = draw(schemas(1))
    elif isinstance(key, str) and isinstance(holder[key], dict):
        holder[key] = {**holder[key], **draw(objects(leaves()))}
    else:
        holder[key] = draw(leaves())

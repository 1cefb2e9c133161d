"""Random Avro schemas, and one random edit of each: pairs as a team's commits make them."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

PRIMITIVES = ("boolean", "int", "long", "float", "double", "bytes", "string")
LOGICAL = (
    {"type": "int", "logicalType": "date"},
    {"type": "int", "logicalType": "time-millis"},
    {"type": "long", "logicalType": "timestamp-millis"},
    {"type": "long", "logicalType": "timestamp-micros"},
    {"type": "long", "logicalType": "local-timestamp-micros"},
    {"type": "string", "logicalType": "uuid"},
    {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2},
    {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 4},
    {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2},
)
NAMES = ("id", "amount", "note", "state", "customer", "tags")
SYMBOLS = ("NEW", "PAID", "SENT", "GONE")
DEFAULTS: dict[str, Any] = {
    "null": None, "boolean": True, "int": 7, "long": 7, "float": 1.5, "double": 1.5, "bytes": "ÿ",
    "string": "none", "array": [], "map": {},
}  # fmt: skip
USED = ("shop.Part", "shop.State", "shop.Hash")
"""Types that are defined in files of their own, and that the event may use."""

KEY = {"name": "key", "type": "string"}
"""The field that no edit touches: fastavro's JSON cannot carry a record without fields."""

Schemas = dict[str, dict[str, Any]]


def editable(schema: Schemas) -> list[dict[str, Any]]:
    return schema["Event"]["fields"][1:]


def simple() -> st.SearchStrategy[Any]:
    return st.one_of(st.sampled_from(PRIMITIVES), st.sampled_from(LOGICAL), st.sampled_from(USED))


def branch_name(type_: Any) -> str:
    return type_ if isinstance(type_, str) else type_["type"]


def unions() -> st.SearchStrategy[list[Any]]:
    branches = st.one_of(st.just("null"), simple())
    lists = st.lists(branches, min_size=1, max_size=4, unique_by=branch_name)
    return lists.filter(lambda names: names != ["null"])  # which has nothing to lose


def types() -> st.SearchStrategy[Any]:
    inner = st.one_of(simple(), unions())
    return st.one_of(
        simple(),
        unions(),
        inner.map(lambda item: {"type": "array", "items": item}),
        inner.map(lambda item: {"type": "map", "values": item}),
    )


def default(type_: Any) -> dict[str, Any]:
    """The attribute, if there is an easy default."""
    name = branch_name(type_[0] if isinstance(type_, list) else type_)
    return {"default": DEFAULTS[name]} if name in DEFAULTS else {}


@st.composite
def fields(draw, name: str) -> dict[str, Any]:
    type_ = draw(types())
    return {"name": name, "type": type_, **(default(type_) if draw(st.booleans()) else {})}


@st.composite
def schemas(draw) -> Schemas:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    symbols = draw(st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=4, unique=True))
    state = {"type": "enum", "name": "shop.State", "symbols": symbols}
    hashed = {"type": "fixed", "name": "shop.Hash", "size": draw(st.sampled_from((4, 16)))}
    part = {"name": "value", "type": draw(st.sampled_from(PRIMITIVES))}
    return {
        "Event": {
            "type": "record",
            "name": "shop.Event",
            "fields": [KEY, *[draw(fields(name)) for name in names]],
        },
        "Part": {"type": "record", "name": "shop.Part", "fields": [part]},
        "State": state | ({"default": symbols[0]} if draw(st.booleans()) else {}),
        "Hash": hashed | draw(st.sampled_from(({}, {"logicalType": "decimal", "precision": 4, "scale": 1}))),
    }


def add_field(draw, schema: Schemas) -> None:
    items = schema["Event"]["fields"]
    free = [name for name in NAMES if name not in {item["name"] for item in items}]
    items.insert(draw(st.integers(1, len(items))), draw(fields(draw(st.sampled_from(free)))))


def remove_field(draw, schema: Schemas) -> None:
    schema["Event"]["fields"].remove(draw(st.sampled_from(editable(schema))))


def rename_field(draw, schema: Schemas) -> None:
    item = draw(st.sampled_from(editable(schema)))
    alias = {"aliases": [item["name"]]} if draw(st.booleans()) else {}
    item.update(name="renamed", **alias)


def change_type(draw, schema: Schemas) -> None:
    draw(st.sampled_from(editable(schema)))["type"] = draw(types())
    for item in editable(schema):
        item.pop("default", None)


def make_nullable(draw, schema: Schemas) -> None:
    item = draw(st.sampled_from(editable(schema)))
    if not isinstance(item["type"], list):
        item.update(type=["null", item["type"]], default=None)


def change_union(draw, schema: Schemas) -> None:
    """Add, remove or move a branch; the first union, or a new one."""
    items = [item for item in editable(schema) if isinstance(item["type"], list)]
    item = items[0] if items else draw(st.sampled_from(editable(schema)))
    item["type"] = draw(st.permutations(item["type"])) if items and draw(st.booleans()) else draw(unions())
    item.pop("default", None)


def change_symbols(draw, schema: Schemas) -> None:
    symbols = draw(st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=4, unique=True))
    schema["State"]["symbols"] = symbols
    if draw(st.booleans()):
        schema["State"].pop("default", None)
    elif schema["State"].get("default") not in symbols:
        schema["State"]["default"] = symbols[0]


def change_size(draw, schema: Schemas) -> None:
    schema["Hash"]["size"] = draw(st.sampled_from((4, 8, 16)))


def change_part(draw, schema: Schemas) -> None:
    schema["Part"]["fields"][0]["type"] = draw(st.sampled_from(PRIMITIVES))


def change_logical(draw, schema: Schemas) -> None:
    draw(st.sampled_from(editable(schema))).update(type=draw(st.sampled_from(LOGICAL)))
    for item in editable(schema):
        item.pop("default", None)


def rename_type(draw, schema: Schemas) -> None:
    which = draw(st.sampled_from(("Part", "State", "Hash")))
    old, new = f"shop.{which}", draw(st.sampled_from((f"store.{which}", "shop.Other")))
    aliases = {"aliases": [old]} if draw(st.booleans()) else {}
    text = json.dumps(schema).replace(f'"{old}"', f'"{new}"')
    schema |= json.loads(text)
    schema[which] |= aliases


EDITS = (
    add_field, remove_field, rename_field, change_type, make_nullable, change_union, change_symbols,
    change_size, change_part, change_logical, rename_type,
)  # fmt: skip


def text(schema: Schemas) -> str:
    return "\n---\n".join(json.dumps(item) for item in schema.values())


@st.composite
def pairs(draw) -> tuple[str, str]:
    old = draw(schemas())
    new = deepcopy(old)
    draw(st.sampled_from(EDITS))(draw, new)
    return text(old), text(new)

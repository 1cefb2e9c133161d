"""Pairs of schemas at which real readers part, beside those of rules and cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from oracle.material import of_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.material import Pair

    from schemactl.model.schema import FormatName


def parting(form: FormatName) -> Iterator[Pair]:
    """Each pair compiled, named after what it is about."""
    texts = _avro() if form == "avro" else _protobuf()
    for name, old, new in texts:
        yield of_texts(name, form, old, new)


def _record(*fields: tuple[str, Any] | tuple[str, Any, Any]) -> str:
    told = [dict(zip(("name", "type", "default"), field, strict=False)) for field in fields]
    return json.dumps(
        {"type": "record", "name": "shop.Event", "fields": [{"name": "id", "type": "int"}, *told]}
    )


def _named(kind: str, name: str, **rest: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, **rest}


def _price(name: str, field: str = "sum") -> dict[str, Any]:
    return _named("record", name, fields=[{"name": field, "type": "long"}])


def _held(held: Any) -> dict[str, Any]:
    return _named("record", "shop.Holder", fields=[{"name": "held", "type": held}])


DEFAULTS: tuple[tuple[Any, Any], ...] = (
    ("double", 0),
    ("float", 1.5),
    ("long", 0),
    (["int", "null"], None),
    (["null", "int"], 5),
    (["null", "int"], None),
    ({"type": "array", "items": "double"}, [1]),
    ({"type": "map", "values": "float"}, {"a": 1.5}),
    ({"type": "map", "values": "float"}, {"a": 2}),
    (_price("Price"), {"sum": 1}),
    (_named("record", "Price", fields=[{"name": "sum", "type": "double", "default": 1}]), {}),
    (_named("enum", "Kind", symbols=["A"]), "A"),
)
KIND, OTHER_KIND = (_named("enum", name, symbols=["A", "B"]) for name in ("shop.Kind", "other.Kind"))
HASH, OTHER_HASH = (_named("fixed", name, size=2) for name in ("shop.Hash", "other.Hash"))
TYPES: tuple[tuple[Any, Any], ...] = (
    ({"type": "array", "items": "string"}, {"type": "array", "items": "bytes"}),
    ({"type": "map", "values": "int"}, {"type": "map", "values": "long"}),
    ({"type": "map", "values": ["null", "int"]}, {"type": "map", "values": ["null", "long"]}),
    ({"type": "array", "items": "int"}, {"type": "array", "items": ["null", "int"]}),
    (
        {"type": "array", "items": {"type": "array", "items": "int"}},
        {"type": "array", "items": {"type": "array", "items": "long"}},
    ),
    ("int", ["double", "int"]),
    ("int", ["double", "long"]),
    ("int", "float"),
    ("long", ["null", "float"]),
    (["null", "string"], ["null", "bytes"]),
    (["null", "string"], "string"),
    (KIND, ["null", OTHER_KIND]),
    (HASH, ["null", OTHER_HASH]),
    (_price("shop.Price"), ["null", _price("other.Price")]),
    (_price("shop.Price"), ["null", _price("shop.Amount"), _price("other.Price")]),
    (_price("shop.Price"), ["null", _price("shop.Amount", "total")]),
    (KIND, _named("enum", "shop.Sort", symbols=["A", "B"], aliases=["Kind"])),
    (["null", KIND], ["null", OTHER_KIND]),
    ({"type": "array", "items": _price("shop.Price")}, {"type": "array", "items": _price("shop.Amount")}),
    (["null", HASH], ["null", OTHER_HASH]),
    (["null", KIND], ["null", OTHER_KIND, "string"]),
    (["null", KIND], [OTHER_KIND, "null"]),
    (["null", HASH], ["null", OTHER_HASH, "string"]),
    (["int", KIND], ["long", OTHER_KIND]),
    (["null", KIND], ["null", OTHER_KIND | {"symbols": ["A", "B", "C"]}]),
    (["null", KIND], ["null", OTHER_KIND | {"aliases": ["shop.Kind"]}, "string"]),
    ({"type": "array", "items": ["null", KIND]}, {"type": "array", "items": ["null", OTHER_KIND, "string"]}),
    (["null", {"type": "array", "items": KIND}], ["null", {"type": "array", "items": OTHER_KIND}, "string"]),
    ([_price("shop.Price"), KIND], [_price("shop.Price", "total"), OTHER_KIND]),
    ([_price("shop.Price"), KIND], [_price("other.Price"), OTHER_KIND]),
    (["null", _held(["null", KIND])], ["null", _held(["null", OTHER_KIND])]),
    (["null", _held(["null", KIND])], ["null", _held(["null", OTHER_KIND, "int"])]),
    (["null", _held(KIND)], ["null", _held(OTHER_KIND), "string"]),
)  # fmt: skip


def _avro() -> Iterator[tuple[str, str, str]]:
    for kind, default in DEFAULTS:
        yield f"default {default} of {kind}", _record(), _record(("added", kind, default))
    for old, new in TYPES:
        yield f"{old} becomes {new}", _record(("value", old)), _record(("value", new))
    renamed = {"name": "total", "type": "double", "aliases": ["sum"]}
    for default in ({}, {"default": 0}, {"default": 0.5}):
        new = {"type": "record", "name": "shop.Event", "fields": [renamed | default]}
        old = {"type": "record", "name": "shop.Event", "fields": [{"name": "sum", "type": "double"}]}
        yield f"renamed with alias and {default}", json.dumps(old), json.dumps(new)


_ENUM = """\
syntax = "proto2";
message Event {{
  optional int32 id = 1;
  {field}
}}
enum Kind {{
  A = 0;
  B = 1;
  {value}
}}
"""
FIELDS = (
    "optional Kind kind = 2;",
    "repeated Kind kind = 2;",
    "repeated Kind kind = 2 [packed = true];",
    "map<string, Kind> kind = 2;",
)
RETYPED = (
    ("optional int32 kind = 2;", "optional string kind = 2;"),
    ("optional int32 kind = 2;", "optional Kind kind = 2;"),
    ("optional int64 kind = 2;", "required Kind kind = 2;"),
    ("optional bool kind = 2;", "optional Kind kind = 2;"),
    ("repeated int32 kind = 2;", "optional int32 kind = 2;"),
    ("repeated int32 kind = 2 [packed = true];", "optional int32 kind = 2;"),
    ("repeated string kind = 2;", "optional string kind = 2;"),
    ("map<string, int32> kind = 2;", "map<string, string> kind = 2;"),
    ("required string kind = 2;", "optional string kind = 2;"),
    ("required string kind = 2;", "required int32 kind = 2;"),
    ("optional int64 kind = 2;", "optional Kind kind = 2;"),
    ("optional bool kind = 2;", "optional string kind = 2;"),
    ("optional double kind = 2;", "optional string kind = 2;"),
    ("optional bytes kind = 2;", "optional string kind = 2;"),
    ("required bytes kind = 2;", "required string kind = 2;"),
    ("optional Kind kind = 2;", "optional string kind = 2;"),
    ("repeated float kind = 2;", "repeated string kind = 2;"),
    ("required Kind kind = 2;", "required int32 kind = 2;"),
)
_IMPORTING = """\
syntax = "proto2";
import "second.proto";
message Event {{
  optional int32 id = 1;
  {field}
}}
---
syntax = "proto3";
enum Kind {{
  A = 0;
  B = 1;
  {value}
}}
"""
OPEN_FIELDS = (
    "optional Kind kind = 2;",
    "required Kind kind = 2;",
    "repeated Kind kind = 2;",
    "map<string, Kind> kind = 2;",
)


def _protobuf() -> Iterator[tuple[str, str, str]]:
    for field in FIELDS:
        texts = (_ENUM.format(field=field, value=value) for value in ("", "C = 2;"))
        yield (f"a value added under {field}", *texts)
    for field in OPEN_FIELDS:
        texts = (_IMPORTING.format(field=field, value=value) for value in ("", "C = 2;"))
        yield (f"a value added to an imported open enum under {field}", *texts)
    for old, new in RETYPED:
        texts = (_IMPORTING.format(field=field, value="") for field in (old, new))
        yield (f"{old} becomes {new}, of an imported open enum", *texts)
        texts = (_ENUM.format(field=field, value="") for field in (old, new))
        yield (f"{old} becomes {new}", *texts)

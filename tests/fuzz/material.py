"""Schemas with everything in them, their grammars, and mixtures of payloads, for tests of fuzzing."""

from __future__ import annotations

import json
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from compiled import single

from schemactl.fuzz.cases import cases
from schemactl.fuzz.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.fuzz.grammar import Grammar, Payload

PROTO2 = """\
syntax = "proto2";
package all;
enum Closed { A = 0; B = 1; N = -2; }
message Event {
  required int32 req = 1; optional int64 i64 = 2; optional uint32 u32 = 3; optional uint64 u64 = 4;
  optional sint32 s32 = 5; optional sint64 s64 = 6; optional bool truth = 7; optional fixed32 f32 = 8;
  optional fixed64 f64 = 9; optional sfixed32 sf32 = 10; optional sfixed64 sf64 = 11; optional float single = 12;
  optional double precise = 13; optional string text = 14; optional bytes raw = 15; optional Closed closed = 16;
  repeated Closed closeds = 17; repeated Closed packed_closeds = 18 [packed = true];
  repeated int32 numbers = 19 [packed = true]; repeated sint64 loose = 20; repeated fixed32 fixeds = 21 [packed = true];
  optional Event kid = 22; repeated Event kids = 23;
  optional group Part = 24 { optional int32 count = 1; optional Event held = 2; }
  map<string, int32> stock = 25; map<int64, Event> by_number = 26; map<bool, Closed> by_truth = 27;
  oneof payload { int32 as_number = 28; string as_text = 29; Event as_event = 30; }
  repeated string texts = 31; repeated bool truths = 32 [packed = true]; map<sint32, bytes> by_sint = 33;
  extensions 100 to 200;
}
extend Event { optional string note = 100; repeated int32 marks = 101; }
"""
PROTO3 = """\
syntax = "proto3";
package all;
enum Open { ZERO = 0; ONE = 1; }
message Event {
  int32 number = 1; string text = 2; Open open = 3; repeated Open opens = 4; repeated sint32 numbers = 5;
  float single = 6; optional bool truth = 7; double precise = 8; bool plain_truth = 9; bytes raw = 10; Event kid = 11;
  map<fixed64, double> by_fixed = 12; map<string, Event> by_text = 13;
  oneof payload { Open as_open = 14; Event as_event = 15; uint64 as_number = 16; }
  repeated Event kids = 17; fixed64 f64 = 18; sint64 s64 = 19; uint32 u32 = 20; optional double maybe = 21;
}
"""
EDITIONS = """\
edition = "2023";
package all;
enum Open { ZERO = 0; ONE = 1; }
message Event {
  int32 number = 1 [features.field_presence = IMPLICIT];
  string needed = 2 [features.field_presence = LEGACY_REQUIRED];
  Event kid = 3 [features.message_encoding = DELIMITED];
  repeated int32 loose = 4 [features.repeated_field_encoding = EXPANDED];
  string lax = 5 [features.utf8_validation = NONE];
  Open open = 6;
}
"""
RECORD = {
    "type": "record", "name": "all.Event",
    "fields": [
        {"name": "nothing", "type": "null"}, {"name": "truth", "type": "boolean"}, {"name": "number", "type": "int"},
        {"name": "long", "type": "long"}, {"name": "single", "type": "float"}, {"name": "precise", "type": "double"},
        {"name": "text", "type": "string"}, {"name": "raw", "type": "bytes"},
        {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID", "SENT"]}},
        {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 4}},
        {"name": "numbers", "type": {"type": "array", "items": "int"}},
        {"name": "texts", "type": {"type": "map", "values": "string"}},
        {"name": "any", "type": ["null", "int", "string", "all.Event", {"type": "array", "items": "all.State"}]},
        {"name": "nothings", "type": {"type": "array", "items": "null"}},
        {"name": "maybe", "type": {"type": "map", "values": ["null", "double"]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "at_micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "time", "type": {"type": "int", "logicalType": "time-millis"}},
        {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "fixed_price",
         "type": {"type": "fixed", "name": "Cents", "size": 5, "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "kids", "type": {"type": "array", "items": "all.Event"}},
    ],
}  # fmt: skip
AVRO = json.dumps(RECORD)
TEXTS = {"proto2": PROTO2, "proto3": PROTO3, "editions": EDITIONS, "avro": AVRO}
PROTOBUF = ("proto2", "proto3", "editions")
EVENT = "all.Event"


def schema(name: str):
    return single("avro" if name == "avro" else "protobuf", TEXTS[name])


@cache
def grammar_of(name: str) -> Grammar:
    return grammar(schema(name), EVENT)


def payloads(name: str, count: int, seed: int = 0) -> Iterator[Payload]:
    """So many of the mixture, and all that are deep or large."""
    found = grammar_of(name)
    return chain(islice(cases(found, seed), count), found.stress())

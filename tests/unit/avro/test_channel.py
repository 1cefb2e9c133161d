"""fastavro between two schemas: what a value does, with the meaning that each side's schema gives it."""

from __future__ import annotations

import json

import pytest
from compiled import single

from schemactl.formats.avro import FORMAT
from schemactl.formats.avro.channel import MAX_DEPTH
from schemactl.model.change import Step
from schemactl.model.effect import Direction, Outcome, Surface

BOTH = pytest.mark.parametrize("surface", [Surface.WIRE, Surface.JSON])


def record(*fields, name="E", **more) -> str:
    return json.dumps({"type": "record", "name": name, "fields": list(fields), **more})


def field(type_, name="x", **more):
    return {"name": name, "type": type_, **more}


def channel(writer: str, reader: str):
    return FORMAT.channel(Step(old=single("avro", writer), new=single("avro", reader)), Direction.BACKWARD)


def exchange(writer, reader, value, surface=Surface.WIRE):
    key = field("int", "key", default=0)  # a record with no other field is beyond fastavro's JSON
    pair = (record(*(item for item in (key, one) if item)) for one in (writer, reader))
    return channel(*pair).exchange("E", "E", {"key": 0, "x": value}, surface)


DATE = {"type": "int", "logicalType": "date"}
MILLIS, MICROS, NANOS = (
    {"type": "long", "logicalType": f"timestamp-{unit}"} for unit in ("millis", "micros", "nanos")
)
LOCAL = {"type": "long", "logicalType": "local-timestamp-millis"}
ONE = "01890a5d-ac96-774b-bcce-b302099a8057"
UUID = {"type": "string", "logicalType": "uuid"}


def decimal(precision, scale):
    return {"type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale}


VALUES = [
    ("int", "long", 5, 5, 5, Outcome.OK),
    ("int", "float", 5, 5, 5.0, Outcome.OK),
    ("int", "float", 2**24 + 1, 2**24 + 1, 2.0**24, Outcome.MISREADS),
    ("long", "double", 2**53 + 1, 2**53 + 1, 2.0**53, Outcome.MISREADS),
    ("float", "double", 1.1, 1.100000023841858, 1.100000023841858, Outcome.OK),
    ("string", "bytes", "é", "é", "Ã©", Outcome.OK),
    ("bytes", "string", b"a", "a", "a", Outcome.OK),
    (DATE, DATE, 1, "1970-01-02", "1970-01-02", Outcome.OK),
    (MILLIS, MICROS, 5000, "1970-01-01T00:00:05+00:00", "1970-01-01T00:00:00.005000+00:00", Outcome.MISREADS),
    (MILLIS, MICROS, 0, "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00+00:00", Outcome.OK),
    (MILLIS, LOCAL, 0, "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00", Outcome.MISREADS),
    (MILLIS, NANOS, 5, "1970-01-01T00:00:00.005000+00:00", 5, Outcome.MISREADS),
    (MILLIS, "long", 5, "1970-01-01T00:00:00.005000+00:00", 5, Outcome.OK),
    (MILLIS, MILLIS, 2**62, 2**62, 2**62, Outcome.OK),
    (DATE, MILLIS, 20_000, "2024-10-04", "1970-01-01T00:00:20+00:00", Outcome.MISREADS),
    (decimal(9, 2), decimal(9, 4), b"\x04\xd2", "12.34", "0.1234", Outcome.MISREADS),
    (decimal(9, 2), decimal(3, 2), b"\x04\xd2", "12.34", "12.3", Outcome.MISREADS),
    (decimal(9, 2), decimal(12, 2), b"\x04\xd2", "12.34", "12.34", Outcome.OK),
    (decimal(9, 2), "bytes", b"\x04\xd2", "12.34", "\x04Ò", Outcome.OK),
    (UUID, "string", ONE, ONE, ONE, Outcome.OK),
    ("int", ["null", "int"], 5, 5, {"int": 5}, Outcome.OK),
    (["null", "int"], "int", ("int", 5), {"int": 5}, 5, Outcome.OK),
    (["null", "int"], ["int", "null"], None, None, None, Outcome.OK),
    (
        ["long", "double"],
        ["double", "long"],
        ("long", 2**53 + 1),
        {"long": 2**53 + 1},
        {"double": 2.0**53},
        Outcome.MISREADS,
    ),
    (
        {"type": "array", "items": "int"},
        {"type": "array", "items": "float"},
        [1, 2**24 + 1],
        [1, 2**24 + 1],
        [1.0, 2.0**24],
        Outcome.MISREADS,
    ),
    (
        {"type": "map", "values": "int"},
        {"type": "map", "values": "long"},
        {"a": 1},
        {"a": 1},
        {"a": 1},
        Outcome.OK,
    ),
    (
        {"type": "enum", "name": "S", "symbols": ["A", "B"]},
        {"type": "enum", "name": "S", "symbols": ["A"], "default": "A"},
        "B",
        "B",
        "A",
        Outcome.MISREADS,
    ),
    (
        {"type": "fixed", "name": "F", "size": 2},
        {"type": "fixed", "name": "n.F", "size": 2},
        b"\x00\xff",
        "\x00ÿ",
        "\x00ÿ",
        Outcome.OK,
    ),
]


@BOTH
@pytest.mark.parametrize(("writer", "reader", "value", "said", "heard", "outcome"), VALUES)
def test_compares_what_was_said_with_what_was_heard(writer, reader, value, said, heard, outcome, surface):
    result = exchange(field(writer), field(reader), value, surface)
    assert (result.said["x"], result.heard["x"], result.outcome) == (said, heard, outcome)
    assert result.error is None
    json.dumps([result.said, result.heard])


REFUSED = [
    ("long", "int", 5, "SchemaResolutionError: Schema mismatch: long is not int"),
    (
        "bytes",
        "string",
        b"\xff",
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
    ("string", UUID, "a", "RefusedError: 'a' is not a UUID: badly formed hexadecimal UUID string"),
    (
        ["null", "int"],
        "int",
        None,
        "SchemaResolutionError: schema mismatch: ['null', 'int'] not found in int",
    ),
    (
        {"type": "fixed", "name": "N", "size": 1},
        {"type": "enum", "name": "N", "symbols": ["A"]},
        b"a",
        "RefusedError: N is not the enum N",
    ),
    (
        {"type": "enum", "name": "S", "symbols": ["A", "B"]},
        {"type": "enum", "name": "S", "symbols": ["A"]},
        "B",
        "SchemaResolutionError: B not found in reader symbol list S, known symbols: ['A']",
    ),
]


@BOTH
@pytest.mark.parametrize(("writer", "reader", "value", "error"), REFUSED)
def test_passes_on_the_words_of_a_reader_that_refuses(writer, reader, value, error, surface):
    result = exchange(field(writer), field(reader), value, surface)
    assert (result.heard, result.outcome, result.error) == (None, Outcome.REJECTS, error)


@BOTH
def test_a_field_that_the_reader_lacks_is_lost(surface):
    assert exchange(field("int"), None, 5, surface).outcome is Outcome.LOSES


@BOTH
@pytest.mark.parametrize(("value", "outcome"), [("a", Outcome.MISREADS), ("", Outcome.OK)])
def test_a_default_that_stands_for_a_renamed_field_is_another_value(value, outcome, surface):
    result = exchange(field("string"), field("string", "renamed", default=""), value, surface)
    assert (result.heard["renamed"], result.outcome) == ("", outcome)


@BOTH
def test_an_alias_finds_a_renamed_field(surface):
    result = exchange(field("string"), field("string", "renamed", aliases=["x"]), "a", surface)
    assert (result.heard["renamed"], result.outcome) == ("a", Outcome.OK)


def test_two_fields_that_an_alias_makes_one_are_refused():
    writer = record(field("int", "a"), field("int", "b"))
    result = channel(writer, record(field("int", "b", aliases=["a"]))).exchange(
        "E", "E", {"a": 1, "b": 2}, Surface.WIRE
    )
    assert (result.outcome, result.error) == (
        Outcome.REJECTS,
        "RefusedError: fields of E have the same name to the reader, by an alias",
    )


def test_names_the_types_where_fastavro_prints_schemas():
    pair = (record(field("int"), name=name) for name in ("shop.Old", "shop.New"))
    result = channel(*pair).exchange("shop.Old", "shop.New", {"x": 1}, Surface.WIRE)
    assert result.error == "SchemaResolutionError: Schema mismatch: shop.Old is not shop.New"


def test_a_type_that_the_reader_lacks_is_refused():
    text = record(field("int"))
    for name in (None, "Gone"):
        result = channel(text, text).exchange("E", name, {"x": 1}, Surface.WIRE)
        assert (result.sent, result.outcome, result.error) == (
            b"\x02",
            Outcome.REJECTS,
            f"the reader has no type {name or 'E'}",
        )


def test_a_file_without_a_name_goes_by_its_path():
    union = json.dumps(["null", {"type": "record", "name": "A", "fields": [field("int")]}, "int"])
    result = channel(union, union).exchange("event.avsc", "event.avsc", ("A", {"x": 1}), Surface.WIRE)
    assert (result.said, result.heard, result.outcome) == ({"A": {"x": 1}}, {"A": {"x": 1}}, Outcome.OK)
    items = json.dumps({"type": "array", "items": "int"})
    assert channel(items, items).exchange("event.avsc", "event.avsc", [1], Surface.WIRE).heard == [1]
    assert channel('"int"', '"long"').exchange("event.avsc", "event.avsc", 1, Surface.JSON).heard == 1


RECURSIVE = record(field(["null", "E"]))


def test_recursive_values_end():
    value = {"x": ("E", {"x": None})}
    assert channel(RECURSIVE, RECURSIVE).exchange("E", "E", value, Surface.WIRE).outcome is Outcome.OK
    for _ in range(MAX_DEPTH):
        value = {"x": ("E", value)}
    with pytest.raises(ValueError, match="can be sent"):
        channel(RECURSIVE, RECURSIVE).exchange("E", "E", value, Surface.WIRE)


@pytest.mark.parametrize(
    ("value", "surface"),
    [
        ({"x": "a"}, Surface.WIRE),
        ({}, Surface.WIRE),
        (5, Surface.WIRE),
        ({"x": 1}, Surface.SOURCE),
        ({"x": 2**40}, Surface.WIRE),
    ],
)
def test_says_when_a_value_does_not_fit(value, surface):
    text = record(field("int"))
    with pytest.raises(ValueError):  # noqa: PT011  (any: the next sample is tried)
        channel(text, text).exchange("E", "E", value, surface)


@pytest.mark.parametrize("value", [("nope", 1), 5])
def test_a_union_wants_to_know_the_branch(value):
    text = record(field(["null", "int"]))
    with pytest.raises(ValueError, match="names its branch"):
        channel(text, text).exchange("E", "E", {"x": value}, Surface.WIRE)


def test_the_forward_channel_writes_with_the_new_schema():
    step = Step(old=single("avro", record(field("int"))), new=single("avro", record(field("long"))))
    result = FORMAT.channel(step, Direction.FORWARD).exchange("E", "E", {"x": 1}, Surface.WIRE)
    assert result.outcome is Outcome.REJECTS


def test_what_is_beyond_fastavros_json_is_no_value():
    text = record(field({"type": "array", "items": "E"}))
    with pytest.raises(ValueError, match="not a value of E"):
        channel(text, text).exchange("E", "E", {"x": []}, Surface.JSON)
    assert channel(text, text).exchange("E", "E", {"x": []}, Surface.WIRE).outcome is Outcome.OK

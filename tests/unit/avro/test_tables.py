"""How a reader reads a writer's type, down to what two different types of one name hold."""

from __future__ import annotations

import json

import pytest
from compiled import single

from schemactl.model.avro import Use
from schemactl.model.location import Location
from schemactl.rules.avro._tables import Meeting, Reading, read

EXACT, LOSSY, REFUSED, WRONG = Reading.EXACT, Reading.LOSSY, Reading.REFUSED, Reading.WRONG


def record(*fields, name="A", **more):
    return {"type": "record", "name": name, "fields": list(fields), **more}


def field(type_, name="x", **more):
    return {"name": name, "type": type_, **more}


def enum(*symbols, **more):
    return {"type": "enum", "name": "A", "symbols": symbols, **more}


def fixed(size, **more):
    return {"type": "fixed", "name": "A", "size": size, **more}


def decimal(precision, scale):
    return {"logicalType": "decimal", "precision": precision, "scale": scale}


APART = [
    (record(field("int")), record(field("int")), EXACT),
    (record(field("int")), record(field("int"), name="n.A"), EXACT),
    (record(field("int")), record(field("int"), name="B"), REFUSED),
    (record(field("int")), record(field("int"), name="B", aliases=["A"]), EXACT),
    (record(field("int"), name="n.A"), record(field("int"), name="n.B", aliases=["A"]), EXACT),
    (record(field("int")), record(), EXACT),
    (record(), record(field("int")), REFUSED),
    (record(), record(field("int", default=1)), EXACT),
    (record(field("int")), record(field("int", "y", aliases=["x"])), EXACT),
    (record(field("long")), record(field("float")), LOSSY),
    (record(field("long"), field("int", "y")), record(field("float"), field("string", "y")), REFUSED),
    (record(field(["null", "A"])), record(field(["null", "A"])), EXACT),
    (record(field({"type": "array", "items": "A"})), record(field({"type": "array", "items": "A"})), EXACT),
    (record(field({"type": "map", "values": "int"})), record(field({"type": "map", "values": "A"})), REFUSED),
    (enum("X"), enum("X", "Y"), EXACT),
    (enum("X", "Y"), enum("X"), REFUSED),
    (enum("X", "Y"), enum("X", default="X"), WRONG),
    (fixed(4), fixed(4), EXACT),
    (fixed(4), fixed(8), REFUSED),
    (fixed(4, **decimal(4, 2)), fixed(4, **decimal(4, 3)), WRONG),
    (fixed(4, **decimal(4, 2)), fixed(4, **decimal(5, 2)), EXACT),
    (fixed(4), enum("X"), REFUSED),
]


@pytest.mark.parametrize(("writer", "reader", "reading"), APART)
def test_compares_different_types_by_what_they_hold(writer, reader, reading):
    ours, theirs = (single("avro", json.dumps(side)) for side in (writer, reader))
    ours_use, theirs_use = (side.roots[0].type for side in (ours, theirs))
    assert read(ours_use, theirs_use, Meeting(ours.types, theirs.types, {})) is reading


def test_what_differs_in_two_versions_of_one_type_is_told_where_it_is_defined():
    ours, theirs = (single("avro", json.dumps(record(field(type_)))) for type_ in ("int", "string"))
    use = Use(mark=Location("a.avsc"), type="record", name="A")
    assert read(use, use, Meeting(ours.types, theirs.types, {"A": "A"})) is EXACT
    assert read(use, use, Meeting(ours.types, theirs.types, {})) is REFUSED

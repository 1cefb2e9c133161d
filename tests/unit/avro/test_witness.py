"""Values made from a change: they end, they fit, and there are none where no data can be."""

from __future__ import annotations

import json

import pytest
from compiled import changes

from schemactl.model.effect import Direction, Surface
from schemactl.witness.avro import MOST, SAMPLES


def record(*fields, name="Event"):
    return {
        "type": "record",
        "name": name,
        "fields": [{"name": name, "type": type_} for name, type_ in fields],
    }


def values(old, new, direction=Direction.BACKWARD):
    found = changes("avro", json.dumps(old), json.dumps(new))
    samples = SAMPLES(found[0].step)
    return [sample.value for change in found for sample in samples.of(change, direction, Surface.WIRE)]


def test_all_but_the_change_is_as_small_as_can_be():
    more = (("tree", ["Event", "null"]), ("many", {"type": "array", "items": "Event"}), ("note", "string"))
    assert values(record(("x", "int"), *more), record(("x", "string"), *more))[0] == {
        "x": 1234, "tree": None, "many": [], "note": "",
    }  # fmt: skip


def test_what_is_beside_the_change_is_kept_to_what_both_sides_have():
    enum = {"type": "enum", "name": "Status", "symbols": ["GONE", "NEW"]}
    old = record(("x", "int"), ("status", enum), ("either", ["int", "string"]))
    new = record(("x", "string"), ("status", {**enum, "symbols": ["NEW"]}), ("either", ["string"]))
    (first, *_) = [value for value in values(old, new) if isinstance(value, dict)]
    assert (first["status"], first["either"]) == ("NEW", ("string", ""))


@pytest.mark.parametrize("endless", [
    record(("x", "int"), ("again", "Event")),
    record(("x", "int"), ("again", ["Event"])),
    record(("x", "int"), ("none", {"type": "enum", "name": "None", "symbols": []})),
])  # fmt: skip
def test_a_type_without_values_has_no_samples(endless):
    other = json.loads(json.dumps(endless).replace('"int"', '"string"'))
    assert values(endless, other) == []


def test_there_are_not_too_many():
    wide = ["int", "string", *({"type": "fixed", "name": f"F{size}", "size": size} for size in range(1, 200))]
    assert len(values(record(("x", wide)), record(("x", "null")))) <= MOST


@pytest.mark.parametrize(("size", "value"), [(4, b"\x00\x00\x04\xd2"), (1, b"c"), (0, b"")])
def test_decimals_fill_their_fixed(size, value):
    digits = {0: {}, 1: {"precision": 2}, 4: {"precision": 9}}[size]
    logical = {"logicalType": "decimal", **digits} if digits else {}
    fixed = {"type": "fixed", "name": "Sum", "size": size, **logical}
    assert values(fixed, {**fixed, "size": 16})[0] == value


def test_a_part_of_others_is_not_read_alone():
    part = record(("y", "int"), name="Part")
    found = values(record(("x", "int"), ("part", part)), record(("x", "int")))
    assert [value for value in found if value == {"y": 0}] == []

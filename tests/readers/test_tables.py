"""Every reader's table: it names rules that there are, and says the same of a step and of the step back."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from casebook import cases
from compiled import changes

import schemactl.readers
from schemactl.model.avro import Enum, Fixed
from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.readers._avro import TYPES, Resolver
from schemactl.readers.avro_java import Resolution as Java
from schemactl.readers.avro_python import Resolution as Python
from schemactl.readers.catalog import NAMES, REFERENCES, reader
from schemactl.rules.catalog import FORMATS, catalogue
from schemactl.verdict.decide import Judge

READERS = [reader(name) for name in NAMES]
RULES = {name: catalogue(name).rules for name in FORMATS}
each_reader = pytest.mark.parametrize("each", READERS, ids=NAMES)


def steps(form):
    """The changes of every example and every case."""
    for rule in RULES[form]:
        yield changes(form, *rule.bad)
    yield from (case.verdict.changes for case in cases() if case.format == form)


def test_every_file_is_a_reader_that_can_be_named():
    files = {path.stem.replace("_", "-") for path in Path(schemactl.readers.__path__[0]).glob("[a-z]*.py")}
    assert {*NAMES} == files - {"catalog"}
    assert [each.name for each in READERS] == list(NAMES)


def test_the_readers_that_claims_are_made_with_depart_nowhere():
    for each in READERS:
        assert bool(each.departures) is (each.name not in REFERENCES)
        assert each.library


@each_reader
def test_each_row_is_of_rules_that_there_are(each):
    for row in each.departures:
        assert row.why
        for pattern in row.rules:
            claimed = [rule for rule in RULES[each.format] if fnmatchcase(rule.id, pattern)]
            assert claimed, pattern
        assert row.judge or any(
            row.covers(effect) for rule in RULES[each.format] if row.concerns(rule) for effect in rule.effects
        ), row


@each_reader
def test_departs_on_a_step_as_on_the_step_back(each):
    judge = Judge(catalogue(each.format))
    for step in steps(each.format):
        for change in step:
            there = {cell for rule in judge.answers(change)[0] for cell in told(each, rule, change)}
            back = {
                cell for rule in judge.answers(change.flipped)[0] for cell in told(each, rule, change.flipped)
            }
            assert there == {(way.flipped, *rest) for way, *rest in back}


def told(each, rule, change):
    return [(cell.direction, cell.surface, cell.outcome, cell.why) for cell in each.departed(rule, change)]


def test_without_ways_of_its_own_a_reader_does_what_the_rules_say():
    judge = Judge(catalogue("avro"))
    judged = 0
    for step in steps("avro"):
        for change in step:
            for rule in judge.answers(change)[0]:
                if any(fnmatchcase(rule.id, pattern) for pattern in TYPES):
                    for direction, met in zip(Direction, (change, change.flipped), strict=True):
                        found = Resolver.judge(met)
                        claimed = outcomes(rule.effects)[direction, Surface.WIRE]
                        assert found is None or found == (claimed, ""), rule.id
                        judged += found is not None
    assert judged > 100


RENAMED = (
    '{"type": "record", "name": "E", "fields": [{"name": "a", "type": "double"}]}',
    '{"type": "record", "name": "E", "fields": [{"name": "b", "type": "double", "aliases": ["a"]DEFAULT}]}',
)


@pytest.mark.parametrize(
    ("default", "outcome", "why"),
    [
        ("", Outcome.REJECTS, "it ignores aliases"),
        (', "default": 0.5', Outcome.MISREADS, "it ignores aliases, and takes the default"),
        (', "default": 0', Outcome.REJECTS, "it ignores aliases"),
    ],
)
def test_a_row_looks_at_the_reader_s_side(default, outcome, why):
    judge = Judge(catalogue("avro"))
    step = changes("avro", RENAMED[0], RENAMED[1].replace("DEFAULT", default))
    renamed = next(change for change in step if change.facet == "name")
    (rule,) = judge.answers(renamed)[0]
    assert told(reader("avro-python"), rule, renamed)[0] == (Direction.BACKWARD, Surface.WIRE, outcome, why)


def added(kind, default):
    old = '{"type": "record", "name": "E", "fields": [{"name": "a", "type": "int"}]}'
    return old, old.replace("]}", f', {{"name": "b", "type": {kind}, "default": {default}}}]}}')


PRICE = '{"type": "record", "name": "P", "fields": [{"name": "sum", "type": "double", "default": DEFAULT}]}'


@pytest.mark.parametrize(
    ("kind", "default", "read"),
    [
        ('"double"', "0", False),
        ('"double"', "0.5", True),
        ('["int", "null"]', "null", False),
        ('["null", "int"]', "null", True),
        ('{"type": "array", "items": "float"}', "[1.5, 2]", False),
        ('{"type": "map", "values": "float"}', '{"x": 1.5}', True),
        (PRICE.replace("DEFAULT", "1"), "{}", False),
        (PRICE.replace("DEFAULT", "1"), '{"sum": 1.5}', True),
        ('{"type": "enum", "name": "K", "symbols": ["A"]}', '"A"', True),
    ],
)
def test_avro_python_does_not_take_every_default(kind, default, read):
    judge = Judge(catalogue("avro"))
    step = changes("avro", *added(kind, default))
    new = next(change for change in step if change.kind == "field")
    (rule,) = judge.answers(new)[0]
    found = told(reader("avro-python"), rule, new)
    assert [cell[2] for cell in found] == ([] if read else [Outcome.REJECTS])


def branches(*names):
    return f'["null", {", ".join(names)}]'


def record(name, field="sum"):
    return f'{{"type": "record", "name": "{name}", "fields": [{{"name": "{field}", "type": "long"}}]}}'


def enum(name):
    return f'{{"type": "enum", "name": "{name}", "symbols": ["A"]}}'


def fixed(name, size=2):
    return f'{{"type": "fixed", "name": "{name}", "size": {size}}}'


def in_array(items):
    return f'{{"type": "array", "items": {items}}}'


def holder(held):
    return f'{{"type": "record", "name": "s.Holder", "fields": [{{"name": "held", "type": {held}}}]}}'


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [
        (enum("a.K"), enum("b.K"), Outcome.OK),
        (enum("a.K"), enum("b.K").replace('"A"', '"B"'), Outcome.REJECTS),
        (enum("a.K"), enum("b.K").replace('["A"]', '["B"], "default": "B"'), Outcome.MISREADS),
        (fixed("a.F"), fixed("b.F"), Outcome.OK),
        (fixed("a.F"), fixed("b.F", 3), Outcome.REJECTS),
        (record("a.P"), record("b.P"), Outcome.OK),
        (record("a.P"), record("b.P", "total"), Outcome.REJECTS),
        (record("a.P"), record("b.Q"), Outcome.REJECTS),
    ],
)
def test_a_named_type_in_the_place_of_another(ours, theirs, outcome):
    held = f'{{"name": "a", "type": {ours}}}, {{"name": "b", "type": {theirs}}}'
    text = f'{{"type": "record", "name": "E", "fields": [{held}, USE]}}'
    names = [side.split('"name": "')[1].split('"')[0] for side in (ours, theirs)]
    step = changes("avro", *(text.replace("USE", f'{{"name": "c", "type": "{name}"}}') for name in names))
    (change,) = [change for change in step if change.kind == "type"]
    assert Resolver.judge(change) == (outcome, "")
    by_fields = ours == record("a.P") and "total" not in theirs
    assert Java.judge(change)[0] is (Outcome.OK if by_fields else outcome)
    assert Python.judge(change)[0] is Outcome.REJECTS


@pytest.mark.parametrize(
    ("old", "new", "outcome", "why"),
    [
        ('"int"', '"float"', Outcome.OK, "it keeps a number as it was written"),
        ('"string"', '"bytes"', Outcome.REJECTS, "it reads no string as bytes, and no bytes as a string"),
        (
            '"string"',
            '["null", "bytes"]',
            Outcome.REJECTS,
            "it reads no string as bytes, and no bytes as a string",
        ),
        ('["null", "int"]', '"null"', Outcome.REJECTS, None),
        ('["int", "long"]', '"long"', Outcome.REJECTS, "it reads a union as a union alone"),
        (enum("a.K"), branches(enum("b.K")), Outcome.REJECTS, "it compares full names, and ignores aliases"),
    ],
)
def test_avro_python_matches_less(old, new, outcome, why):
    assert backward("avro-python", old, new) == (outcome, [why] if why else [])


def test_avro_python_promotes_nothing_in_containers():
    arrays = [f'{{"type": "array", "items": "{item}"}}' for item in ("int", "long")]
    assert backward("avro-python", *arrays) == (Outcome.REJECTS, ["it promotes nothing in an array or map"])
    assert backward("avro-java", *arrays) == (Outcome.OK, [])


@pytest.mark.parametrize(
    ("old", "new", "outcome", "why"),
    [
        (
            record("a.P"),
            branches(record("a.Q")),
            Outcome.OK,
            "it reads a record by its fields, whatever its name",
        ),
        (record("a.P"), branches(record("a.Q", "total")), Outcome.REJECTS, None),
        (record("a.P"), branches(record("a.Q"), record("b.P")), Outcome.OK, None),
        (
            enum("a.K"),
            branches(enum("b.K")),
            Outcome.REJECTS,
            "in a union it compares the full names of enums and fixed",
        ),
        (fixed("a.F"), branches(fixed("a.G", 3)), Outcome.REJECTS, None),
        (
            '"int"',
            '["float", "int"]',
            Outcome.OK,
            "it takes the branch of the very type before one to which the data is promoted",
        ),
        ('"int"', '["float", "long"]', Outcome.MISREADS, None),
        (
            '"bytes"',
            '"string"',
            Outcome.MISREADS,
            "it reads bytes that are not UTF-8 as the character U+FFFD",
        ),
        (
            '["string", "bytes"]',
            '"string"',
            Outcome.MISREADS,
            "it reads bytes that are not UTF-8 as the character U+FFFD",
        ),
    ],
)
def test_avro_java_picks_branches_its_own_way(old, new, outcome, why):
    assert backward("avro-java", old, new) == (outcome, [why] if why else [])


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        (branches(enum("a.K")), branches(enum("b.K")), False),
        (branches(fixed("a.F")), branches(fixed("b.F")), False),
        (branches(enum("a.K"), '"string"'), branches(enum("b.K")), True),
        (branches(fixed("a.F"), '"int"'), branches(fixed("b.F"), '"long"'), True),
        (branches(enum("a.K"), record("a.P")), branches(enum("b.K"), record("b.P")), False),
        (branches(enum("a.K"), record("a.P")), branches(enum("b.K"), record("a.P", "total")), True),
        (branches(enum("a.K"), holder(enum("a.L"))), branches(enum("b.K"), holder(enum("b.L"))), False),
        (branches(enum("a.K"), '{"type": "map", "values": "int"}'), branches(enum("b.K"), '"int"'), True),
        (in_array(branches(enum("a.K"))), in_array(branches(enum("b.K"), '"int"')), True),
        (branches(in_array(enum("a.K"))), branches(in_array(enum("b.K")), '"int"'), False),
        (
            branches(in_array(branches(enum("a.K")))),
            branches('"int"', in_array(branches(enum("b.K")))),
            False,
        ),
        (in_array(enum("a.K")), in_array(enum("b.K")), False),
    ],
)
def test_avro_java_looks_for_a_moved_type_by_its_full_name_in_unions_that_changed(old, new, refused):
    """As a field of a record, and as all of a file."""
    field = '{"type": "record", "name": "E", "fields": [{"name": "a", "type": TYPE}]}'
    for text in (field, "TYPE") if old.startswith("[") else (field,):
        step = changes("avro", *(text.replace("TYPE", side) for side in (old, new)))
        moved = [change for change in step if isinstance(change.new, Enum | Fixed)]
        (rule,) = Judge(catalogue("avro")).answers(moved[0])[0]
        assert rule.id == "avro-namespace-changed"
        assert any(reader("avro-java").departed(rule, change) for change in moved) is refused, text


def backward(name, old, new):
    """What a reader does with old data of a field whose type changed, and why that is not what the rule says."""
    text = '{"type": "record", "name": "E", "fields": [{"name": "a", "type": TYPE}]}'
    step = changes("avro", *(text.replace("TYPE", side) for side in (old, new)))
    judge = Judge(catalogue("avro"))
    change = next(change for change in step if change.kind == "type" and judge.answers(change)[0])
    rule = judge.answers(change)[0][0]
    departed = [cell for cell in reader(name).departed(rule, change) if cell.direction is Direction.BACKWARD]
    outcome = outcomes(rule.effects)[Direction.BACKWARD, Surface.WIRE]
    return (departed[0].outcome if departed else outcome), [cell.why for cell in departed]


IMPORTING = """\
syntax = "proto2";
import "second.proto";
message Event {
  FIELD
}
---
syntax = "proto3";
enum Kind {
  A = 0;
  B = 1;
}
"""
GROWN = IMPORTING.replace("B = 1;", "B = 1;\n  C = 2;")


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        ("optional Kind a = 1;", GROWN, [(Direction.FORWARD, Outcome.LOSES)]),
        ("required Kind a = 1;", GROWN, [(Direction.FORWARD, Outcome.REJECTS)]),
        ("optional Kind a = 1;", "optional int32 a = 1;", [(Direction.FORWARD, Outcome.LOSES)]),
        ("required int32 a = 1;", "required Kind a = 1;", [(Direction.BACKWARD, Outcome.REJECTS)]),
        ("optional bytes a = 1;", "optional string a = 1;", [(Direction.BACKWARD, Outcome.MISREADS)]),
    ],
)
def test_java_reads_proto2_in_its_own_way(old, new, cells):
    later = IMPORTING.replace("FIELD", new) if new != GROWN else new.replace("FIELD", old)
    judge = Judge(catalogue("protobuf"))
    found = [
        (way, outcome)
        for change in changes("protobuf", IMPORTING.replace("FIELD", old), later)
        for rule in judge.answers(change)[0]
        for way, surface, outcome, _ in told(reader("java"), rule, change)
        if surface is Surface.WIRE
    ]
    assert found == cells

"""Every check of lint on its own examples, and where each looks and where it does not."""

from __future__ import annotations

import pytest
from compiled import changes, single

from schemactl.lint.catalog import FORMATS, checks
from schemactl.lint.look import of_step, of_version

CHECKS = [(name, check) for name in FORMATS for check in checks(name)]
each_check = pytest.mark.parametrize(("name", "check"), CHECKS, ids=[check.id for _, check in CHECKS])


def spots(name, check, *texts):
    if check.version:
        (text,) = texts
        found = of_version(single(name, text), [check])
    else:
        old, new = texts
        found = of_step(single(name, old), single(name, new), changes(name, old, new), [check])
    return [hazard.spot for hazard in found]


@each_check
def test_sees_its_bad_example_and_nothing_in_its_good_one(name, check):
    assert len(spots(name, check, *check.bad)) == 1
    assert spots(name, check, *check.good) == []


@each_check
def test_the_good_example_has_no_other_hazard(name, check):
    last = check.good[-1]
    found = list(of_version(single(name, last), checks(name)))
    if len(check.good) > 1:
        found += of_step(
            single(name, check.good[0]), single(name, last), changes(name, *check.good), checks(name)
        )
    assert {hazard.check.id for hazard in found} <= {"lint-avro-record-without-namespace"}


@each_check
def test_says_where_and_what(name, check):
    for spot in spots(name, check, *check.bad):
        assert spot.path
        assert spot.location.line >= 1
        assert spot.message


@each_check
def test_has_the_texts_that_a_person_needs(name, check):
    assert check.id.startswith(f"lint-{name}-")
    for text in (check.summary, check.why, check.fix):
        assert text
    assert check.refs
    assert (check.version is None) is not (check.step is None)
    assert len(check.bad) == len(check.good) == (1 if check.version else 2)


PROTO2, PROTO3, EDITION = 'syntax = "proto2";\n', 'syntax = "proto3";\n', 'edition = "2023";\n'


def seen(name, id_, *texts):
    (check,) = (check for check in checks(name) if check.id == f"lint-{name}-{id_}")
    return [
        f"{spot.location.line}:{spot.location.column} {spot.path}: {spot.message}"
        for spot in spots(name, check, *texts)
    ]


@pytest.mark.parametrize(
    ("id_", "old", "new", "expected"),
    [
        ("deletion-unreserved", "message M { int32 a = 1; }", "message M { reserved 1; }",
         ["2:9 M.a: a (1) is deleted, and its name can be used again"]),
        ("deletion-unreserved", "message M { int32 a = 1; }", 'message M { reserved "a"; }',
         ["2:9 M.a: a (1) is deleted, and its number can be used again"]),
        ("deletion-unreserved", "message M { int32 a = 1; }", "message M { int32 a = 2; }",
         ["2:9 M.a: a (1) has another number, and its number can be used again"]),
        ("deletion-unreserved", "enum E { Z = 0; A = 1; }", "enum E { Z = 0; }",
         ["2:6 E.A: A (1) is deleted, and its number and its name can be used again"]),
        ("deletion-unreserved", "message M { message N { int32 a = 1; } }", "message M { message N { } }",
         ["2:21 M.N.a: a (1) is deleted, and its number and its name can be used again"]),
        ("deletion-unreserved", "message M { int32 a = 1; } message N { int32 x = 1; string y = 2; }",
         "message N { int32 x = 1; string y = 2; }", []),
        ("deletion-unreserved", "message M { int32 a = 1; int32 b = 2; }",
         "message M { int32 b = 1; int32 a = 2; }", []),
        ("deletion-unreserved", "message M { int32 a = 1; }", "message M { reserved 1 to 5; reserved 'a'; }", []),
        ("reservation-dropped", "message M { reserved 1, 3 to 9; reserved 'a'; }", "message M { reserved 4 to 7; }",
         ['2:9 M: 1, 3, 8, 9, "a" are not reserved any more']),
        ("reservation-dropped", "message M { reserved 100 to max; }", "message M { }",
         ["2:9 M: 100 to max are not reserved any more"]),
        ("reservation-dropped", "enum E { Z = 0; reserved 2; }", "enum E { Z = 0; }",
         ["2:6 E: 2 is not reserved any more"]),
        ("reservation-dropped", "message M { reserved 1; }", "message M { reserved 1 to 7; }", []),
        ("message-order-changed", "message A { message B {} message C {} }", "message A { message C {} message B {} }",
         ["2:21 A.C: A.C was [0, 1] and is [0, 0] among the messages of its file, and 1 more moved"]),
        ("message-order-changed", "message A { int32 a = 1; } message B {}",
         "message Z { int32 a = 1; } message B {}", []),
    ],
)  # fmt: skip
def test_steps(id_, old, new, expected):
    assert seen("protobuf", id_, PROTO3 + old, PROTO3 + new) == expected


def test_what_becomes_an_extension_cannot_be_reserved():
    old = PROTO2 + "message M { optional int32 a = 5; }"
    new = PROTO2 + "message M { extensions 5 to 9; reserved 'a'; } extend M { optional int32 b = 5; }"
    assert seen("protobuf", "deletion-unreserved", old, new) == []
    assert (
        seen("protobuf", "deletion-unreserved", new, new.replace("extend M { optional int32 b = 5; }", ""))
        == []
    )
    reserved = PROTO2 + "message M { reserved 5; reserved 'a'; }"
    assert seen("protobuf", "reservation-dropped", reserved, new) == []


def test_a_field_whose_number_goes_to_another_message_with_its_type():
    old = (
        PROTO3 + "message M { A x = 1; } message A { int32 p = 1; } message B { int32 q = 1; string r = 2; }"
    )
    new = (
        PROTO3 + "message M { B x = 1; } message A { int32 p = 1; } message B { int32 q = 1; string r = 2; }"
    )
    assert seen("protobuf", "deletion-unreserved", new, old) == []


@pytest.mark.parametrize(
    "zero", ["E_UNKNOWN", "E_UNSPECIFIED", "UNKNOWN_E", "E_NOT_SET", "none", "E_INVALID"]
)
def test_a_zero_that_says_nothing(zero):
    assert seen("protobuf", "enum-zero-value", f"{PROTO3}enum E {{ {zero} = 0; A = 1; }}") == []


@pytest.mark.parametrize("zero", ["E_UNSETTLED", "E_INVALIDATED", "E_NOT_SETTLED", "E_NONEXEMPT", "E_SET"])
def test_a_zero_that_says_something(zero):
    assert len(seen("protobuf", "enum-zero-value", f"{PROTO3}enum E {{ {zero} = 0; A = 1; }}")) == 1


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("enum-zero-value", PROTO2 + "enum E { A = 0; }", []),
        ("enum-zero-value", PROTO3 + "enum E { option allow_alias = true; A = 0; E_UNKNOWN = 0; }", []),
        ("enum-zero-value", PROTO3 + "message M { enum E { A = 0; } }",
         ["2:22 M.E.A: A is the zero of E, and means something"]),
        ("required-field", EDITION + "message M { int32 a = 1 [features.field_presence = LEGACY_REQUIRED]; }",
         ["2:13 M.a: a (1) is required"]),
        ("closed-enum-in-list", PROTO2 + "enum E { A = 0; } message M { map<string, E> m = 1; optional E e = 2; }",
         ["2:31 M.m: m (1) holds values of the closed enum E: a reader that does not know one drops the entry"]),
        ("oneof-interleaved",
         PROTO3 + "message P {} message M { oneof p { string a = 1; P b = 5; } int32 c = 3; }", []),
        ("oneof-interleaved",
         PROTO3 + "message P {} message M { oneof p { P a = 4; P b = 5; } int32 c = 3; int32 d = 6; }", []),
        ("oneof-interleaved",
         PROTO3 + "message N { M m = 1; } message M { oneof p { N a = 1; N b = 5; } int32 c = 3; }", []),
        ("oneof-interleaved", PROTO3 + "message P {} message M { oneof p { P a = 1; P b = 5; } int32 c = 3; }",
         ["2:66 M.c: c (3) lies among the payloads 1 to 5 of p"]),
        ("json-name-collision", PROTO2 + "message M { optional int32 a_b = 1; optional int32 aB = 2; }",
         ['2:28 M.a_b: "aB" in JSON can be a_b (1) and aB (2)', '2:52 M.aB: "aB" in JSON can be aB (2) and a_b (1)']),
    ],
)  # fmt: skip
def test_versions_of_protobuf(id_, text, expected):
    assert seen("protobuf", id_, text) == expected


def record(*fields, more=""):
    return f'{{"type": "record", "name": "a.R"{more}, "fields": [{", ".join(fields)}]}}'


ENUM = '{"type": "enum", "name": "K", "symbols": ["A", "B"]%s}'


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("nullable-without-default", record('{"name": "x", "type": ["string", "int"]}'), []),
        ("nullable-without-default", record('{"name": "x", "type": {"type": "array", "items": ["null", "int"]}}'), []),
        ("nullable-without-default", record('{"name": "x", "type": ["int", "null"], "default": 1}'), []),
        ("null-not-first", record('{"name": "x", "type": "null", "default": null}'), []),
        ("null-not-first", record('{"name": "x", "type": ["string", "null"], "default": "null"}'), []),
        ("enum-without-default", record(f'{{"name": "x", "type": {ENUM % ""}, "default": "A"}}'), []),
        ("enum-without-default", record(f'{{"name": "x", "type": {ENUM % ""}}}'), ["1:93 a.K: K has no default"]),
        ("enum-default-misplaced", record(f'{{"name": "x", "type": {ENUM % ""}}}'), []),
        ("alias-collision", record('{"name": "x", "type": "int", "aliases": ["z"]}',
                                   '{"name": "y", "type": "int", "aliases": ["z"]}'),
         ["1:103 a.R.y: the alias z of y is one of x too"]),
        ("alias-collision", record('{"name": "x", "type": "int", "aliases": ["x"]}'), []),
        ("alias-collision", record(f'{{"name": "x", "type": {ENUM % ""}}}', more=', "aliases": ["K"]'),
         ["1:28 a.R: the alias a.K of a.R is a type of its own"]),
        ("decimal-without-scale",
         '{"type": "fixed", "name": "a.F", "size": 8, "logicalType": "decimal", "precision": 9}',
         ["1:1 a.F: decimal(9, 0) has its scale from nobody"]),
        ("decimal-without-scale",
         '{"type": "fixed", "name": "a.F", "size": 8, "logicalType": "decimal", "precision": 9, "scale": 0}', []),
        ("logical-type-ignored", '{"type": "fixed", "name": "a.F", "size": 8, "logicalType": "uuid"}',
         ["1:27 a.F: uuid is not as it has to be there, and is ignored"]),
        ("logical-type-ignored", record('{"name": "x", "type": {"type": "bytes", "logicalType": "decimal"}}'),
         ["1:77 a.R.x: decimal is not as it has to be there, and is ignored"]),
        ("logical-type-ignored", record('{"name": "x", "type": {"type": "string", "logicalType": "our-own"}}'), []),
        ("record-without-namespace", '{"type": "enum", "name": "E", "symbols": ["A"]}', []),
    ],
)  # fmt: skip
def test_versions_of_avro(id_, text, expected):
    assert seen("avro", id_, text) == expected


def test_one_field_is_told_for_each_enum():
    fields = [
        f'{{"name": "x", "type": {ENUM % ""}, "default": "A"}}',
        '{"name": "y", "type": "K", "default": "B"}',
    ]
    (told,) = seen("avro", "enum-default-misplaced", record(*fields))
    assert told.endswith('a.R.x: x has the default "A", and its enum K has none')


def test_an_enum_in_a_union_takes_a_default_too():
    field = f'{{"name": "x", "type": [{ENUM % ""}, "null"], "default": %s}}'
    assert len(seen("avro", "enum-default-misplaced", record(field % '"B"'))) == 1
    for other in (field % "null", field.replace('"null"', '"string"') % '"other"'):
        assert seen("avro", "enum-default-misplaced", record(other)) == []


def test_where_nothing_changed_no_step_is_looked_at():
    for name, check in CHECKS:
        if check.step:
            assert spots(name, check, check.bad[1], check.bad[1]) == []

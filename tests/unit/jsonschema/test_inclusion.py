"""What is proved is so, what is refused is refused, and both as the validator library sees it."""

from __future__ import annotations

import json
import os

import pytest
from compiled import changes, compiled, single
from hypothesis import HealthCheck, assume, given, note, settings
from jsonschema import Draft202012Validator
from property import jsonschema_pairs

from schemactl.errors import CompileError
from schemactl.inclusion.evaluate import valid
from schemactl.inclusion.instances import instances
from schemactl.inclusion.meeting import Meeting, counterexample, meeting
from schemactl.inclusion.parts import Part
from schemactl.inclusion.prove import Prover
from schemactl.inclusion.texts import texts

NEWEST = jsonschema_pairs.DRAFT
many = settings(
    max_examples=int(os.environ.get("SCHEMACTL_PAIRS", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def part(text):
    schema = single("jsonschema", text)
    return Part(schema.types["event.schema.json#"].schema, schema.types)


def parts_of(pair):
    try:
        return [part(text) for text in pair]
    except CompileError:
        return assume(False)  # noqa: FBT003  (the edit made something that is no schema)


def within(old, new):
    parts = [part(json.dumps({"$schema": NEWEST, **schema})) for schema in (old, new)]
    return Prover().within(parts[:1], parts[1:])


@many
@given(jsonschema_pairs.pairs())
def test_the_evaluator_says_what_the_validator_says(pair):
    one, two = parts_of(pair)
    values = [
        *instances(((one,),), ((two,),)),
        *instances(((two,),), ((one,),)),
        "a",
        1,
        None,
        {},
        [],
        {"x_b": 2},
    ]
    for side, text in zip((one, two), pair, strict=True):
        validator = Draft202012Validator(json.loads(text))
        for value in values:
            note(f"{text} {value!r}")
            assert valid((side,), value) is validator.is_valid(value)


@many
@given(jsonschema_pairs.pairs())
def test_no_instance_contradicts_a_proof(pair):
    one, two = parts_of(pair)
    for old, new in ((one, two), (two, one)):
        if Prover().within((old,), (new,)):
            for value in instances(((old,),), ((new,),)):
                note(f"{pair} {value!r}")
                assert valid((new,), value)


WITHIN = {
    "a number's equal bounds": ({"type": "integer", "minimum": 0}, {"type": "integer", "exclusiveMinimum": -1}),
    "a fraction's bound": ({"type": "integer", "minimum": 0.5}, {"minimum": 1}),
    "a multiple of a multiple": ({"multipleOf": 0.04}, {"multipleOf": 0.02}),
    "an integer that is a multiple": ({"type": "number", "multipleOf": 3}, {"type": "integer"}),
    "few integers, listed": ({"type": "integer", "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3, 4]}),
    "both booleans": ({"type": "boolean"}, {"enum": [True, False]}),
    "a branch": ({"type": "string"}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    "types, each in a branch": ({"type": ["string", "null"]}, {"oneOf": [{"type": "string"}, {"type": "null"}]}),
    "branches in branches": (
        {"oneOf": [{"const": 1}, {"type": "string"}]},
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    ),
    "not longer, not shorter": ({"not": {"maxLength": 5}}, {"not": {"maxLength": 3}}),
    "nothing is in anything": ({"type": "string", "minLength": 3, "maxLength": 2}, {"type": "null"}),
    "a required property that cannot be": (
        {"type": "object", "required": ["a"], "properties": {"a": False}},
        {"type": "null"},
    ),
    "the same condition": (
        {"if": {"type": "string"}, "then": {"maxLength": 2}, "else": {"type": "null"}},
        {"if": {"type": "string"}, "then": {"maxLength": 3}, "else": {"type": ["null", "integer"]}},
    ),
    "required through a dependency": (
        {"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"]}},
        {"required": ["b"]},
    ),
    "what patterns cover": (
        {"type": "object", "patternProperties": {"^x_": {"type": "string"}}, "additionalProperties": False},
        {"properties": {"x_a": {"type": "string"}}},
    ),
    "names of a closed object": (
        {"type": "object", "properties": {"a": True}, "additionalProperties": False},
        {"propertyNames": {"maxLength": 1}},
    ),
    "more of what has to be contained": (
        {"type": "array", "contains": {"const": 1}, "minContains": 2},
        {"contains": {"type": "integer"}},
    ),
    "one item is unique": ({"type": "array", "maxItems": 1}, {"uniqueItems": True}),
    "unevaluated is additional": (
        {"type": "object", "properties": {"a": True}, "additionalProperties": False},
        {"properties": {"a": True}, "unevaluatedProperties": False},
    ),
    "unevaluated behind a reference": (
        {"$ref": "#/$defs/A", "unevaluatedProperties": False, "$defs": {"A": {"properties": {"a": {"const": "b"}}}}},
        {"additionalProperties": {"type": "string"}},
    ),
}  # fmt: skip


EQUAL = {"a number's equal bounds", "both booleans", "types, each in a branch"}


@pytest.mark.parametrize("name", WITHIN)
def test_is_proved(name):
    old, new = WITHIN[name]
    assert within(old, new)
    assert within(new, old) is (name in EQUAL)


def test_a_list_of_lists_of_itself_is_proved_to_be_within_another():
    def tree(size):
        return {"type": "array", "maxItems": size, "items": {"$ref": "#"}}

    assert within(tree(2), tree(3))
    assert not within(tree(3), tree(2))


def told(old, new):
    return {
        (change.path.partition("#")[2], change.facet): (meeting(change), meeting(change.flipped))
        for change in changes(
            "jsonschema", json.dumps({"$schema": NEWEST, **old}), json.dumps({"$schema": NEWEST, **new})
        )
        if change.kind == "schema"
    }


def test_a_narrower_definition_under_not_makes_the_whole_wider():
    def without(limit):
        return {
            "properties": {"a": {"not": {"$ref": "#/$defs/A"}}},
            "$defs": {"A": {"type": "string", "maxLength": limit}},
        }

    found = told(without(5), without(3))
    assert found["/properties/a", "negation"] == (Meeting.FINE, Meeting.REFUSED)
    assert found["/$defs/A", "longest"] == (Meeting.FINE, Meeting.FINE)


def test_a_property_that_unevaluated_properties_refused_is_refused_by_old_readers():
    closed = {"type": "object", "properties": {"a": True}, "unevaluatedProperties": False}
    grown = {**closed, "properties": {"a": True, "b": True}}
    assert told(closed, grown) == {("/properties/b", ""): (Meeting.FINE, Meeting.REFUSED)}


def test_a_recursive_schema_is_judged_where_it_changes():
    def tree(kind):
        return {"type": "object", "properties": {"value": {"type": kind}, "next": {"$ref": "#"}}}

    assert told(tree("integer"), tree("number")) == {
        ("/properties/value", "types"): (Meeting.FINE, Meeting.REFUSED)
    }


def test_where_data_never_comes_nothing_is_refused():
    def never(kind):
        return {
            "type": "object",
            "properties": {"a": {"type": "string", "properties": {"b": {"type": kind}}}},
        }

    assert set(told(never("string"), never("integer")).values()) == {(Meeting.FINE, Meeting.FINE)}


def test_an_unreadable_pattern_is_neither_proved_nor_refuted():
    found = told({"pattern": r"^\p{L}+$"}, {"pattern": r"^\p{N}+$"})
    assert found == {("", "pattern"): (Meeting.OPEN, Meeting.OPEN)}


def test_a_definition_that_only_others_would_use_is_judged_by_itself():
    def library(kind):
        return {"definitions": {"A": {"type": kind}}}

    found = changes("jsonschema", json.dumps(library("integer")), json.dumps(library("number")))
    (change,) = (change for change in found if change.kind == "schema")
    shown = counterexample(change.flipped)
    assert (meeting(change), shown.writer_type) == (Meeting.FINE, "event.schema.json#/definitions/A")


def test_a_file_that_another_refers_to_is_met_there():
    order = json.dumps(
        {"type": "object", "required": ["at"], "properties": {"at": {"$ref": "time.schema.json"}}}
    )
    old, new = (
        compiled("jsonschema", {"order.schema.json": order, "time.schema.json": json.dumps({"type": kind})})
        for kind in ("integer", "string")
    )
    from schemactl.diff.compare import compare  # noqa: PLC0415

    (change,) = compare(old, new)
    assert counterexample(change).value == {"at": 0}


@pytest.mark.parametrize(
    ("pattern", "some"),
    [
        ("^a", "a"),
        ("^[0-9]{3}-x?$", "000-"),
        (r"^(\d+|new)$", "new"),
        ("[^a]b", "0b"),
        (r"^\w{2,}$", "aa"),
        (".", "a"),
    ],
)
def test_texts_match_their_pattern(pattern, some):
    assert some in texts(pattern)


def test_no_text_is_made_where_the_pattern_says_too_much():
    assert texts(r"(a)\1") == []
    assert texts("(") == []


def tagged(count):
    shape = {"type": "object", "required": ["kind"]}
    return {"oneOf": [{**shape, "properties": {"kind": {"const": number}}} for number in range(count)]}


def required_deep(kind, depth):
    schema = {"type": kind}
    for _ in range(depth):
        schema = {"type": "object", "required": ["a"], "properties": {"a": schema}}
    return schema


HARD = {
    "one more of forty variants": (tagged(40), tagged(41), (Meeting.FINE, Meeting.REFUSED)),
    "deep down": (required_deep("string", 30), required_deep("integer", 30), (Meeting.REFUSED, Meeting.REFUSED)),
    "the last of a long list": (
        {"enum": [f"v{number}" for number in range(3000)]},
        {"enum": [f"v{number}" for number in range(2999)]},
        (Meeting.REFUSED, Meeting.FINE),
    ),
    "a pattern that never ends": (
        {"type": "string", "minLength": 400, "maxLength": 500},
        {"type": "string", "minLength": 400, "maxLength": 500, "pattern": "^(a+)+b$"},
        (Meeting.OPEN, Meeting.FINE),
    ),
    "many properties": ({"type": "object"}, {"type": "object", "maxProperties": 200}, (Meeting.REFUSED, Meeting.FINE)),
    "items behind a prefix": (
        {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
        {"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "number"}},
        (Meeting.FINE, Meeting.REFUSED),
    ),
    "other names than a pattern's": (
        {"patternProperties": {"^x_": {}}, "additionalProperties": {"type": "integer"}},
        {"patternProperties": {"^x_": {}}, "additionalProperties": {"type": "string"}},
        (Meeting.REFUSED, Meeting.REFUSED),
    ),
    "names that match a pattern": (
        {"patternProperties": {"^x_[0-9]$": {"type": "integer"}}},
        {"patternProperties": {"^x_[0-9]$": {"type": "string"}}},
        (Meeting.REFUSED, Meeting.REFUSED),
    ),
    "a map whose names are long": (
        {"type": "object", "propertyNames": {"pattern": "^k[0-9]+$"}, "additionalProperties": {"type": "integer"}},
        {"type": "object", "propertyNames": {"pattern": "^k[0-9]+$"}, "additionalProperties": {"type": "string"}},
        (Meeting.REFUSED, Meeting.REFUSED),
    ),
    "a dependency": (
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "object", "dependentRequired": {"a": ["b", "c"]}},
        (Meeting.REFUSED, Meeting.FINE),
    ),
    "what has to be contained": (
        {"type": "array", "contains": {"type": "integer"}},
        {"type": "array", "contains": {"type": "integer"}, "maxContains": 2},
        (Meeting.REFUSED, Meeting.FINE),
    ),
    "unevaluated items": (
        {"type": "array", "prefixItems": [True]},
        {"type": "array", "prefixItems": [True], "unevaluatedItems": False},
        (Meeting.REFUSED, Meeting.FINE),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_hard_input_is_judged(name):
    old, new, expected = HARD[name]
    assert expected in told(old, new).values()
    assert {*told(old, new).values()} <= {expected, (Meeting.FINE, Meeting.FINE)}

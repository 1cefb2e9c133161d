"""What is no schema is refused where it is wrong; what refers to something else finds it, and fetches nothing."""

from __future__ import annotations

import json

import pytest
from compiled import compiled

from schemactl.errors import CompileError
from schemactl.formats.jsonschema.drafts import DRAFTS

NEWEST = DRAFTS[-1].uri


def problems(**files):
    texts = {
        f"{name}.schema.json": text if isinstance(text, str) else json.dumps(text)
        for name, text in files.items()
    }
    with pytest.raises(CompileError) as caught:
        compiled("jsonschema", texts)
    return [f"{problem} | {problem.fix}" for problem in caught.value.problems]


def schema(name, **files):
    texts = {f"{file}.schema.json": json.dumps(text) for file, text in files.items()}
    return compiled("jsonschema", texts).types[name].schema


WRONG = {
    '{"$schema": "http://json-schema.org/draft-99/schema"}': (
        "a.schema.json:1:13: $schema names no draft that schemactl knows: 'http://json-schema.org/draft-99/schema'"
    ),
    '{"type": "text"}': "a.schema.json:1:10: type is 'text', which no form of it allows",
    '{"type": ["string", 1]}': "a.schema.json:1:21: type is 1, and has to be one of array, boolean, integer",
    '{"required": "id"}': "a.schema.json:1:14: required is 'id', and has to be of type array",
    '{"properties": {\n "a": {"minLength": -1}}}': "a.schema.json:2:21: minLength: -1 is less than the minimum of 0",
    '{"properties": {"a": 3}}': "a.schema.json:1:22: a is 3, and has to be of type object or boolean",
    '{"a": 1, "a": 2}': 'a.schema.json:1:10: "a" is given twice; first at line 1',
    '{"a": }': "a.schema.json:1:7: expected a value, found }",
    "{} // why": "a.schema.json:1:4: JSON has no comments",
    "[]": "a.schema.json:1:1: this is no schema",
    "": "a.schema.json:1:1: the file is empty",
    '{"$ref": "#/definitions/A"}': "a.schema.json:1:10: #/definitions/A leads to nothing in a.schema.json",
    '{"$ref": "b.json"}': "a.schema.json:1:10: b.json leads to no file that is here, and nothing is fetched",
    '{"$ref": "http://[x"}': "a.schema.json:1:10: http://[x leads to no file that is here",
    '{"$ref": "#name"}': "a.schema.json:1:10: #name leads to nothing in a.schema.json",
    '{"items": [true], "prefixItems": []}': "a.schema.json:1:34: prefixItems is of a later draft than draft-07",
    '{"allOf": [{"$ref": "#"}]}': "a.schema.json:1:1: a.schema.json# refers to itself for one and the same value",
    '{"not": ' * 101 + "true" + "}" * 101: "a.schema.json:1:801: nested more than 100 levels deep",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:40])
def test_a_wrong_schema_is_refused_where_it_is_wrong(text):
    assert problems(a=text)[0].startswith(WRONG[text])


def test_a_fix_names_the_definitions_that_there_are():
    (said,) = problems(a={"not": {"$ref": "#/definitions/B"}, "definitions": {"A": True}})
    assert said.endswith("| its definitions are #/definitions/A")


def test_each_problem_of_each_file_is_told_in_order():
    found = problems(a={"minLength": "x", "maxLength": "y"}, b={"required": 1})
    assert [said.partition(":")[0] for said in found] == ["a.schema.json", "a.schema.json", "b.schema.json"]


def test_an_address_is_of_one_schema():
    (said,) = problems(a={"$id": "https://e.example/x"}, b={"$id": "https://e.example/x"})
    assert "b.schema.json:1:9: https://e.example/x is already the address of a.schema.json:1:1" in said


def test_a_dynamic_reference_that_hangs_on_its_users_is_refused():
    tree = {"$schema": NEWEST, "$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}
    strict = {"$schema": NEWEST, "$dynamicAnchor": "node", "$ref": "tree.schema.json"}
    (said,) = problems(strict=strict, tree=tree)
    assert "$dynamicRef leads to another schema with each schema that refers here" in said


MONEY = {"$id": "https://e.example/money", "definitions": {"Money": {"$id": "#money", "type": "integer"}}}


@pytest.mark.parametrize(
    "reference",
    [
        "money.schema.json#/definitions/Money",
        "https://e.example/money#/definitions/Money",
        "./money.schema.json#/definitions/Money",
        "money.schema.json#money",
        "https://e.example/money#money",
        "#/definitions/Own",
    ],
)
def test_a_reference_leads_where_it_says(reference):
    files = {
        "order": {"properties": {"a": {"$ref": reference}}, "definitions": {"Own": True}},
        "money": MONEY,
    }
    (held,) = schema("order.schema.json#", **files).properties
    assert held.ref in {"money.schema.json#/definitions/Money", "order.schema.json#/definitions/Own"}


def test_a_reference_is_taken_from_the_address_of_its_file():
    order = {"$id": "https://e.example/order", "properties": {"a": {"$ref": "money#/definitions/Money"}}}
    (held,) = schema("order.schema.json#", order=order, money=MONEY).properties
    assert held.ref == "money.schema.json#/definitions/Money"


def test_a_reference_may_lead_into_what_the_draft_does_not_define():
    whole = {"properties": {"a": {"$ref": "#/components/A"}}, "components": {"A": {"type": "integer"}}}
    assert schema("a.schema.json#/components/A", a=whole).types == ("integer",)


def test_a_dynamic_reference_to_one_schema_is_a_reference():
    tree = {"$schema": NEWEST, "$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}
    (items,) = schema("tree.schema.json#", tree=tree).items
    assert [branch.ref for branch in items.all_of] == ["tree.schema.json#"]


def test_older_drafts_pass_over_what_stands_beside_a_reference():
    whole = {"properties": {"a": {"$ref": "#/definitions/A", "type": "string"}}, "definitions": {"A": True}}
    (old,) = schema("a.schema.json#", a=whole).properties
    (new,) = schema("a.schema.json#", a={"$schema": NEWEST, **whole}).properties
    assert (old.types, new.types) == (None, ("string",))


def test_a_bound_is_the_same_in_each_draft():
    fourth = {"$schema": DRAFTS[0].uri, "minimum": 1, "exclusiveMinimum": True}
    assert (
        schema("a.schema.json#", a=fourth).lower == schema("a.schema.json#", a={"exclusiveMinimum": 1}).lower
    )


def test_items_are_the_same_in_each_draft():
    old = schema("a.schema.json#", a={"items": [{"type": "string"}], "additionalItems": False})
    new = schema("a.schema.json#", a={"$schema": NEWEST, "prefixItems": [{"type": "string"}], "items": False})
    assert (old.prefix, old.items) == (new.prefix, new.items)

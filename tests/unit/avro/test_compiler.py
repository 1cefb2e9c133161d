"""Avro files in, elements or problems out: names, links, defaults and logical types."""

from __future__ import annotations

import json

import pytest
from compiled import compiled

from schemactl.errors import CompileError
from schemactl.formats.avro import FORMAT
from schemactl.model.avro import Enum, File, Fixed, Record
from schemactl.model.source import Batch, Text


def problems(*texts: str) -> list[str]:
    names = ("a.avsc", "b.avsc", "c.avsc")
    with pytest.raises(CompileError) as caught:
        compiled("avro", dict(zip(names, texts, strict=False)))
    return [f"{problem} | {problem.fix}" for problem in caught.value.problems]


def record(*fields: str, more: str = "") -> str:
    return f'{{"type": "record", "name": "shop.A"{more}, "fields": [\n{", ".join(fields)}]}}'


NAME = "use letters, digits and _, not first a digit"
BAD = {
    "5": "1:1: a type is a name, an object or an array (a union) | write a type",
    '{"type": 5}': '1:10: an object that stands for a type needs a type\'s name as its "type" | write "type": "…"',
    '{"name": "A"}': '1:1: an object that stands for a type needs a type\'s name as its "type" | write "type": "…"',
    '{"type": {"type": "int"}}': (
        '1:10: an object that stands for a type needs a type\'s name as its "type" | write "type": "…"'
    ),
    '"record"': '1:1: "record" needs an object around it | write {"type": "record", …}',
    '{"type": "record", "fields": []}': '1:1: this record has no name | add a "name"',
    '{"type": "record", "name": "a-b", "fields": []}': (
        f'1:28: "a-b" is not a name | {NAME}; a namespace is parted by dots'
    ),
    '{"type": "enum", "name": 5, "symbols": []}': (
        f"1:26: this is not a name | {NAME}; a namespace is parted by dots"
    ),
    '{"type": "fixed", "name": "x.int", "size": 1}': (
        "1:27: int is the name of a primitive type | choose another name"
    ),
    record(more=', "namespace": "a..b"'): "1:51: this is not a namespace | write names parted by dots",
    '{"type": "record", "name": "A"}': '1:1: the record has no "fields" | add "fields": […]',
    '{"type": "record", "name": "A", "fields": {}}': '1:43: "fields" is not an array | write "fields": […]',
    record('"x"'): '2:1: a field is an object with a "name" and a "type" | add what is missing',
    record('{"name": "x"}'): '2:1: a field is an object with a "name" and a "type" | add what is missing',
    record('{"name": "x.y", "type": "int"}'): f"2:10: this is not a field's name | {NAME}",
    record('{"name": "x", "type": "int"}, {"name": "x", "type": "int"}'): (
        "2:40: the field x is there twice; first at line 2 | rename or remove one of them"
    ),
    record('{"name": "x", "type": "int", "order": "up"}'): (
        "2:39: this is not a sort order | write ascending, descending or ignore"
    ),
    record(more=', "aliases": "B"'): '1:49: "aliases" is not an array | write "aliases": ["…"]',
    record('{"name": "x", "type": "int", "aliases": ["b.c"]}'): f"2:42: this alias is not a name | {NAME}",
    record('{"name": "x", "type": "Bee"}'): (
        "2:23: unknown type shop.Bee | define it in one of the schema files, or correct the name"
    ),
    record('{"name": "x", "type": "strin"}'): "2:23: unknown type shop.strin | did you mean string?",
    record('{"name": "x", "type": "other.A"}'): "2:23: unknown type other.A | did you mean shop.A?",
    '{"type": "enum", "name": "E"}': '1:1: the enum has no array of "symbols" | add "symbols": […]',
    '{"type": "enum", "name": "E", "symbols": ["A", "A"]}': (
        "1:48: the symbol A is there twice | remove one of them"
    ),
    '{"type": "enum", "name": "E", "symbols": ["b-c"]}': f"1:43: this is not a symbol | {NAME}",
    '{"type": "enum", "name": "E", "symbols": ["NEW"], "default": "NWE"}': (
        "1:62: the default is no symbol of the enum | did you mean NEW?"
    ),
    '{"type": "fixed", "name": "F"}': '1:1: a fixed needs its "size" | write "size": the number of bytes',
    '{"type": "fixed", "name": "F", "size": -1}': (
        '1:40: a fixed needs its "size" | write "size": the number of bytes'
    ),
    '{"type": "fixed", "name": "F", "size": true}': (
        '1:40: a fixed needs its "size" | write "size": the number of bytes'
    ),
    '{"type": "array"}': '1:1: the array has no "items" | add "items": the type of its items',
    '{"type": "map"}': '1:1: the map has no "values" | add "values": the type of its values',
    "[]": "1:1: a union without branches has no values | name the types that it may be",
    '["int", {"type": "int", "logicalType": "date"}]': (
        "1:9: int is in this union twice; first at line 1"
        " | keep one of them: data would not tell which one it is"
    ),
    '["int", ["string"]]': "1:9: a union directly in a union | put its branches into the outer union",
}


@pytest.mark.parametrize(("text", "told"), BAD.items(), ids=range(len(BAD)))
def test_says_what_is_wrong_where_and_what_to_do(text, told):
    assert problems(text) == [f"a.avsc:{told}"]


GIVE = "write a default of the field's type"
DEFAULTS = [
    ('"int"', '"x"', f"the default is not int | {GIVE}"),
    ('"int"', "2147483648", f"the default is not int | {GIVE}"),
    ('"int"', "true", f"the default is not int | {GIVE}"),
    ('"int"', "1.0", f"the default is not int | {GIVE}"),
    ('"long"', "9223372036854775808", f"the default is not long | {GIVE}"),
    ('"float"', '"1"', f"the default is not float | {GIVE}"),
    ('"string"', "5", f"the default is not string | {GIVE}"),
    ('"boolean"', "0", f"the default is not boolean | {GIVE}"),
    ('"null"', "0", f"the default is not null | {GIVE}"),
    ('"bytes"', '"Ā"', f"the default is not bytes | {GIVE}"),
    ('["null", "int"]', '"x"', f"the default is no branch of [null, int] | {GIVE}"),
    ('{"type": "fixed", "name": "F", "size": 2}', '"abc"', f"the default is not shop.F | {GIVE}"),
    ('{"type": "enum", "name": "E", "symbols": ["X"]}', '"Y"', f"the default is not shop.E | {GIVE}"),
    (
        '{"type": "record", "name": "B", "fields": [{"name": "y", "type": "int"}]}',
        "{}",
        'the default has no y, which shop.B needs | add "y", or give the field a default',
    ),
]


@pytest.mark.parametrize(("type_", "default", "told"), DEFAULTS)
def test_checks_defaults(type_, default, told):
    text = record(f'{{"name": "x", "type": {type_}, "default": {default}}}')
    assert [problem.partition(": ")[2] for problem in problems(text)] == [told]


@pytest.mark.parametrize(
    ("type_", "default", "place"),
    [
        ('{"type": "array", "items": "int"}', '[1, "x"]', 73),
        ('{"type": "map", "values": "int"}', '{"a": 1, "b": "x"}', 82),
    ],
)
def test_points_at_the_part_of_a_default_that_is_wrong(type_, default, place):
    (problem,) = problems(record(f'{{"name": "x", "type": {type_}, "default": {default}}}'))
    assert problem == f"a.avsc:2:{place}: the default is not int | {GIVE}"


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ('["null", "int"]', "5"),
        ('["int", "null"]', "null"),
        ('"double"', "1"),
        ('"bytes"', '"ÿ"'),
        ('"long"', "-9223372036854775808"),
        ('{"type": "enum", "name": "E", "symbols": ["X"]}', '"X"'),
        ('{"type": "fixed", "name": "F", "size": 2}', '"ab"'),
        ('{"type": "record", "name": "B", "fields": [{"name": "y", "type": "int", "default": 1}]}', "{}"),
        ('{"type": "map", "values": ["null", "A"]}', '{"k": null}'),
    ],
)
def test_accepts_defaults_of_every_type_and_of_any_branch(type_, default):
    schema = compiled("avro", {"a.avsc": record(f'{{"name": "x", "type": {type_}, "default": {default}}}')})
    assert schema.types["shop.A"].fields[0].default == json.dumps(json.loads(default), ensure_ascii=False)


def test_tells_all_problems_of_all_files_in_their_order():
    first = record(
        '{"name": "x", "type": "Nope", "order": "up"}', '{"name": "y", "type": "int", "default": "z"}'
    )
    assert [problem.split(" | ")[0] for problem in problems(first, '{"type": "int"', '"missing.Type"')] == [
        "a.avsc:2:23: unknown type shop.Nope",
        "a.avsc:2:40: this is not a sort order",
        "a.avsc:2:87: the default is not int",
        'b.avsc:1:15: expected "," or "}", found the end of the file',
        "c.avsc:1:1: unknown type missing.Type",
    ]


class TestLinks:
    def test_finds_types_across_files_in_any_order(self):
        schema = compiled(
            "avro",
            {
                "a.avsc": record('{"name": "b", "type": "B"}'),
                "b.avsc": """
            {"type": "record", "name": "shop.B", "fields": [{"name": "a", "type": ["null", "shop.A"]}]}""",
            },
        )
        assert schema.types["shop.A"].fields[0].type.type_name == "shop.B"
        assert schema.types["shop.B"].fields[0].type.type_name == "[null, shop.A]"
        assert schema.referenced == {"shop.A", "shop.B"}

    def test_lifts_nested_definitions_with_the_namespace_around_them(self):
        inner = '{"type": "enum", "name": "E", "symbols": ["X"]}'
        other = (
            '{"type": "record", "name": "O", "namespace": "other", "fields": [{"name": "e", "type": "E"}]}'
        )
        bare = '{"type": "fixed", "name": "N", "namespace": "", "size": 1}'
        enum = '{"type": "enum", "name": "other.E", "symbols": ["Y"]}'
        fields = (
            f'{{"name": "f{index}", "type": {type_}}}'
            for index, type_ in enumerate((inner, enum, other, bare))
        )
        schema = compiled("avro", {"a.avsc": record(*fields)})
        assert [root.label for root in schema.roots] == ["a.avsc", "A", "E", "E", "O", "N"]
        assert set(schema.types) == {"shop.A", "shop.E", "other.E", "other.O", "N"}
        assert schema.types["other.O"].fields[0].type.name == "other.E"

    def test_a_file_may_repeat_a_definition_but_not_change_it(self):
        enum = '{"type": "enum", "name": "E", "symbols": ["X"]}'
        same = enum.replace("}", ', "doc": "x", "owner": "y"}')
        schema = compiled("avro", {"a.avsc": enum, "b.avsc": f'["null", {same}]'})
        assert [type(root) for root in schema.roots] == [File, Enum, File]
        assert problems(enum, enum.replace('"X"', '"Z"')) == [
            "b.avsc:1:26: E is defined differently at a.avsc:1:26 | make them equal, or define it in one file only"
        ]
        told = problems(f"[{enum}, {enum}]")[1]
        assert told.startswith(
            "a.avsc:1:76: E is defined twice in this file; first at line 1 | define it once"
        )

    def test_files_that_are_only_needed_are_looked_up_and_not_compared(self):
        texts = {
            "a.avsc": record('{"name": "b", "type": "B"}'),
            "b.avsc": '{"type": "fixed", "name": "shop.B", "size": 1}',
        }
        files = {name: Text(f"old/{name}", name, text.encode()) for name, text in texts.items()}
        schema = FORMAT.compile(Batch(label="old", entries=("a.avsc",), texts=files))
        assert [root.label for root in schema.roots] == ["a.avsc", "A"]
        assert set(schema.types) == {"shop.A", "shop.B"}
        assert set(schema.files) == {"old/a.avsc"}
        assert str(schema.types["shop.B"].location) == "old/b.avsc:1:27"

    def test_a_type_that_only_itself_refers_to_is_an_event(self):
        schema = compiled("avro", {"a.avsc": record('{"name": "a", "type": ["null", "A"]}')})
        assert schema.referenced == frozenset()


LOGICAL = [
    ({"type": "bytes", "logicalType": "decimal", "precision": 4}, "decimal(4, 0)"),
    ({"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}, "decimal(4, 2)"),
    ({"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 3}, ""),
    ({"type": "bytes", "logicalType": "decimal", "precision": 0}, ""),
    ({"type": "bytes", "logicalType": "decimal", "precision": True}, ""),
    ({"type": "bytes", "logicalType": "decimal"}, ""),
    ({"type": "string", "logicalType": "decimal", "precision": 4}, ""),
    ({"type": "bytes", "logicalType": "big-decimal"}, "big-decimal"),
    ({"type": "string", "logicalType": "uuid"}, "uuid"),
    ({"type": "int", "logicalType": "date"}, "date"),
    ({"type": "long", "logicalType": "date"}, ""),
    ({"type": "int", "logicalType": "time-millis"}, "time-millis"),
    ({"type": "long", "logicalType": "timestamp-nanos"}, "timestamp-nanos"),
    ({"type": "long", "logicalType": "local-timestamp-micros"}, "local-timestamp-micros"),
    ({"type": "long", "logicalType": "acme.cents"}, ""),
    ({"type": "long", "logicalType": ["x"]}, ""),
]


@pytest.mark.parametrize(("type_", "logical"), LOGICAL)
def test_knows_logical_types_and_ignores_invalid_ones(type_, logical):
    use = next(iter(compiled("avro", {"a.avsc": json.dumps(type_)}).roots)).type
    assert use.logical == logical
    rest = {name: value for name, value in type_.items() if name != "type"}
    assert json.loads(use.properties) == ({} if logical else rest)


@pytest.mark.parametrize(
    ("size", "more", "logical"),
    [
        (16, {"logicalType": "uuid"}, "uuid"),
        (15, {"logicalType": "uuid"}, ""),
        (12, {"logicalType": "duration"}, "duration"),
        (4, {"logicalType": "decimal", "precision": 9}, "decimal(9, 0)"),
        (4, {"logicalType": "decimal", "precision": 10}, ""),
        (0, {"logicalType": "decimal", "precision": 1}, ""),
    ],
)
def test_knows_logical_types_of_fixed(size, more, logical):
    schema = compiled("avro", {"a.avsc": json.dumps({"type": "fixed", "name": "F", "size": size, **more})})
    fixed = schema.types["F"]
    assert isinstance(fixed, Fixed)
    assert fixed.type.logical == logical


def test_elements_know_their_places_and_words():
    schema = compiled(
        "avro",
        {
            "a.avsc": record(
                '{"name": "x", "type": {"type": "array", "items": "int"}, "doc": "How many.", "default": []}',
                more=', "doc": "An event.", "aliases": ["Old", "other.Older"]',
            )
        },
    )
    item = schema.types["shop.A"]
    assert isinstance(item, Record)
    assert (item.comment, item.aliases, str(item.location)) == (
        "An event.",
        ("shop.Old", "other.Older"),
        "a.avsc:1:28",
    )
    (field,) = item.fields
    assert (field.comment, str(field.location)) == ("How many.", "a.avsc:2:10")
    assert (field.type.type_name, str(field.type.location)) == ("array<int>", "a.avsc:2:23")
    assert str(field.type.inner[0].location) == "a.avsc:2:50"


def test_the_image_is_the_schema_with_full_names():
    schema = compiled(
        "avro",
        {
            "a.avsc": record(
                '{"name": "x", "type": {"type": "error", "name": "E", "fields": []}}',
                '{"name": "y", "type": ["null", "E"], "aliases": ["z"]}',
                '{"name": "d", "type": "D"}',
                '{"name": "m", "type": {"type": "map", "values": {"type": "int", "logicalType": "date"}}}',
                '{"name": "s", "type": {"type": "enum", "name": "S", "symbols": ["X"], "default": "X"}}',
            ),
            "d.avsc": """{"type": "fixed", "name": "shop.D", "size": 4,
                "logicalType": "decimal", "precision": 4, "scale": 2}""",
        },
    )
    image = json.loads(schema.image)
    assert image["files"] == {"a.avsc": "shop.A", "d.avsc": "shop.D"}
    again = compiled("avro", {f"{name}.avsc": json.dumps(item) for name, item in image["types"].items()})
    assert again.types == schema.types

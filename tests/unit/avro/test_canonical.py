"""How a registry writes an Avro schema down: as Java's library does; and what equal schemas have in common."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from property.avro_pairs import pairs

from schemactl.formats.avro import FORMAT
from schemactl.formats.avro.canonical import written
from schemactl.model.source import Batch, Text


def forms(value: Any, *others: Any, normalize: bool = False) -> tuple[str, str]:
    texts = {f"{number}.avsc": json.dumps(item) for number, item in enumerate((value, *others))}
    files = {name: Text(path=name, name=name, data=text.encode()) for name, text in texts.items()}
    batch = Batch(label="test", entries=("0.avsc",), texts=files)
    return written(FORMAT.compile(batch), batch, normalize=normalize)


def text(value: Any) -> str:
    return forms(value)[0]


def record(*fields: Any, **more: Any) -> dict[str, Any]:
    return {"type": "record", "name": "R", "fields": list(fields), **more}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("string", '"string"'),
        ({"type": "string"}, '"string"'),
        ({"logicalType": "date", "type": "int"}, '{"type":"int","logicalType":"date"}'),
        (["null", {"type": "long"}], '["null","long"]'),
        ({"items": {"type": "int"}, "type": "array", "x": 1}, '{"type":"array","items":"int","x":1}'),
        ({"values": "int", "type": "map"}, '{"type":"map","values":"int"}'),
        ({"size": 2, "name": "a.b.F", "type": "fixed"}, '{"type":"fixed","name":"F","namespace":"a.b","size":2}'),
        (
            {"p": 1, "symbols": ["A"], "default": "A", "name": "E", "type": "enum", "aliases": ["x.Y", "Z"]},
            '{"type":"enum","name":"E","symbols":["A"],"default":"A","p":1,"aliases":["x.Y","Z"]}',
        ),
        (
            record({"order": "ascending", "default": 1, "doc": "d", "type": "int", "name": "a", "aliases": [], "p": 2}),
            '{"type":"record","name":"R","fields":[{"name":"a","type":"int","doc":"d","default":1,"p":2}]}',
        ),
        (
            record({"name": "a", "type": "n.R", "order": "ignore"}, namespace="n"),
            '{"type":"record","name":"R","namespace":"n","fields":[{"name":"a","type":"R","order":"ignore"}]}',
        ),
    ],
)  # fmt: skip
def test_attributes_have_one_order(value: Any, expected: str) -> None:
    assert text(value) == expected


def test_an_inner_namespace_is_written_where_it_differs() -> None:
    inner = {"type": "enum", "name": "E", "namespace": "", "symbols": ["A"]}
    value = record({"name": "a", "type": inner}, {"name": "b", "type": "E"}, namespace="n")
    value["fields"][1]["type"] = "string"
    assert '"name":"E","namespace":"","symbols"' in text(value)


def test_equal_schemas_are_equal_in_canonical_form() -> None:
    split = record({"name": "a", "type": {"type": "int", "x": 1, "b": 2}}, namespace="n")
    full = {
        "fields": [{"type": {"b": 2, "x": 1, "type": "int"}, "name": "a"}],
        "name": "n.R",
        "type": "record",
    }
    assert forms(split)[1] == forms(full)[1]
    assert forms(split, normalize=True) == forms(full, normalize=True)


@pytest.mark.parametrize("part", [{"doc": "d"}, {"aliases": ["Q"]}, {"custom": 1}])
def test_words_aliases_and_properties_make_a_difference(part: dict[str, Any]) -> None:
    field = {"name": "a", "type": "int"}
    assert forms(record(field))[1] != forms(record(field, **part))[1]
    assert forms(record(field))[1] != forms(record({**field, **part}))[1]


def test_references_are_written_out_where_they_are_first_meant() -> None:
    money = {
        "type": "record",
        "name": "Money",
        "namespace": "shop",
        "fields": [{"name": "c", "type": "Unit"}],
    }
    unit = {"type": "enum", "name": "shop.Unit", "symbols": ["A"]}
    fields = ({"name": "a", "type": "shop.Money"}, {"name": "b", "type": "shop.Unit"})
    apart = forms(record(*fields), money, unit)
    whole = record({"name": "a", "type": {**money, "fields": [{"name": "c", "type": unit}]}}, fields[1])
    assert apart[1] == forms(whole)[1]
    assert '"type":"shop.Money"' in apart[0]
    assert forms(record(*fields), money, unit, normalize=True)[0] == apart[0]


@settings(deadline=None)
@given(pairs())
def test_both_forms_mean_the_same(pair: tuple[str, str]) -> None:
    """Written again they are the same texts; the canonical one needs no other text any more."""
    for side in pair:
        value, *others = map(json.loads, side.split("\n---\n"))
        for normalize in (False, True):
            said, canonical = forms(value, *others, normalize=normalize)
            assert forms(json.loads(said), *others, normalize=normalize) == (said, canonical)
            assert forms(json.loads(canonical))[1] == canonical

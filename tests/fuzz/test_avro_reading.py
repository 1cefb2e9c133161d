"""What the specification says of Avro bytes, as we read it, against what fastavro reads where it reads rightly."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import islice

import fastavro
import pytest
from compiled import single
from fuzz.material import AVRO, EVENT, grammar_of, payloads, schema

from schemactl.formats.avro.codec import Codec
from schemactl.fuzz.cases import cases
from schemactl.fuzz.grammar import grammar
from schemactl.fuzz.plain import plain


def test_fastavro_reads_what_is_a_value():
    """It also reads much that is none; what it makes of a value is the same."""
    found, plain = grammar_of("avro"), Codec(schema("avro")).schema(EVENT)
    values = 0
    for payload in payloads("avro", 3000):
        reading = found.read(payload.data)
        if reading.refused or reading.open:
            continue
        values += 1
        heard = fastavro.schemaless_reader(BytesIO(payload.data), plain, None)
        assert found.difference(reading.value, heard) == "", (payload.made, payload.data.hex())
    assert values > 1500


@pytest.mark.parametrize(
    ("type_", "data", "why"),
    [
        ('"boolean"', "02", "a boolean is 2"),
        ('"int"', "ffffffff1f", "a number of more than 32 bits"),
        ('"int"', "808080808001", "a varint of more than 5 bytes"),
        ('"long"', "ff" * 9 + "03", "a number of more than 64 bits"),
        ('"long"', "80", "it is cut"),
        ('"string"', "01", "a length of -1 bytes"),
        ('"string"', "0461", "it is cut"),
        ('"string"', "02ff", "a string is no UTF-8"),
        ('["null", "int"]', "01", "branch -1 of 2"),
        ('["null", "int"]', "04", "branch 2 of 2"),
        ('{"type": "enum", "name": "E", "symbols": ["A"]}', "02", "symbol 1 of 1"),
        ('{"type": "array", "items": "int"}', "8001", "a block of 64 items in 0 bytes"),
        ('{"type": "fixed", "name": "F", "size": 2}', "00", "it is cut"),
    ],
)
def test_refusals(type_, data, why):
    assert field(type_).read(bytes.fromhex(data)).refused == why


@pytest.mark.parametrize(
    ("type_", "data", "why"),
    [
        ('"null"', "00", "1 bytes are left over"),
        ('{"type": "map", "values": "null"}', "0402610261" + "00", "a key is in a map twice"),
        ('{"type": "array", "items": "int"}', "010000" + "00", "another size"),
        ('{"type": "array", "items": "null"}', "80808080" + "0100", "items that take no bytes"),
    ],
)
def test_what_is_left_open(type_, data, why):
    assert why in field(type_).read(bytes.fromhex(data)).open


def field(type_):
    """The grammar of a record with one field."""
    text = f'{{"type": "record", "name": "R", "fields": [{{"name": "x", "type": {type_}}}]}}'
    return grammar(single("avro", text), "R")


def test_logical_types_mean_the_same_in_whatever_form_a_decoder_has_them():
    """fastavro with logical types makes dates and decimals, which become plain for the way to the judge."""
    whole = fastavro.parse_schema(json.loads(AVRO))
    found, seen = grammar_of("avro"), 0
    for payload in islice(cases(found, 0), 600):
        reading = found.read(payload.data)
        if reading.refused or reading.open:
            continue
        try:
            heard = fastavro.schemaless_reader(BytesIO(payload.data), whole, None)
        except (OverflowError, ValueError):  # a year that Python does not have
            continue
        seen += 1
        assert found.difference(reading.value, plain(heard)) == "", payload.data.hex()
    assert seen > 20

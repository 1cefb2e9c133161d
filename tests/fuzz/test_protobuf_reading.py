"""What the specification says of Protobuf bytes, as we read it, against what upb says of them."""

from __future__ import annotations

import pytest
from fuzz.material import EVENT, PROTOBUF, grammar_of, payloads, schema
from google.protobuf.message import DecodeError

from schemactl.formats.protobuf.pool import Pool
from schemactl.fuzz.grammar import grammar
from schemactl.witness.choices import Rolled


def upb(name, data):
    """What upb makes of the bytes, written again; None if it refuses them, or lacks a required field."""
    try:
        message = Pool(schema(name)).message_class(EVENT).FromString(data)
    except DecodeError:
        return None
    return message.SerializeToString(deterministic=True) if message.IsInitialized() else None


@pytest.mark.parametrize("name", PROTOBUF)
def test_upb_reads_and_refuses_the_same(name):
    """Every payload of a long mixture; those that are left open are few."""
    found, told = grammar_of(name), {"value": 0, "refused": 0, "open": 0}
    for payload in payloads(name, 700):
        reading = found.read(payload.data)
        told["open" if reading.open else "refused" if reading.refused else "value"] += 1
        if reading.open:
            continue
        heard = upb(name, payload.data)
        assert (heard is None) == bool(reading.refused), (payload.made, payload.data.hex(), reading)
        if heard is not None:
            again = found.read(heard)
            assert not again.refused
            assert found.difference(reading.value, again.value) == "", (payload.made, payload.data.hex())
    assert told["value"] > 350
    assert told["refused"] > 100
    assert told["open"] < 250


@pytest.mark.parametrize("name", [*PROTOBUF, "avro"])
def test_a_variant_is_the_event_in_another_form(name):
    found, choices, others = grammar_of(name), Rolled(1), 0
    for _ in range(400):
        value = found.value(choices)
        event = found.event(value)
        written = found.read(event)
        assert not written.refused
        assert not written.open
        variant = found.variant(value, choices)
        reading = found.read(variant.data)
        where = found.difference(written.value, reading.value)
        assert where == "" or where.startswith("unknown "), (variant.made, variant.data.hex())
        others += variant.data != event
    assert others > 160


@pytest.mark.parametrize("name", [*PROTOBUF, "avro"])
def test_events_come_to_show_all_that_their_type_has(name):
    """All goals within 3,000 events, half of them within a hundred."""
    found, choices, met = grammar_of(name), Rolled(1), set()
    goals = found.goals()
    for count in range(1, 3001):
        met.update(found.met(found.value(choices)))
        if count == 100:
            assert len(met & goals) > len(goals) / 2
    assert sorted(goals - met) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("0a0561", "it is cut"),
        ("0a01ff", "a string is no UTF-8"),
        ("0800", ""),
        ("08", "a varint does not end"),
        ("0000", "field number 0"),
        ("0f", "wire type 7"),
        ("0c", "a group ends that has not begun"),
        ("0b14", "a group ends as another one"),
        ("08" + "ff" * 10 + "01", "a varint does not end"),
        ("0affffffff0f", "a length of 4294967295 bytes"),
    ],
)
def test_refusals(data, why):
    found = grammar(schema_of('syntax = "proto3"; message E { string text = 1; }'), "E")
    assert found.read(bytes.fromhex(data)).refused == why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("08ffffffffffffffffff02", "a varint has more than 64 bits"),
        ("8a80808080000161", "a tag has more than five bytes"),
        ("0a8180808080000161"[:4] + "8080808080" + "0061", ""),
        ("8880808010 00".replace(" ", ""), "a tag has more than 32 bits"),
        ("0b" * 100 + "0c" * 100, "nested deeper than readers agree on"),
    ],
)
def test_what_is_left_open(data, why):
    found = grammar(schema_of('syntax = "proto3"; message E { string text = 1; }'), "E")
    reading = found.read(bytes.fromhex(data))
    assert reading.open == why or (not why and reading.open)


def schema_of(text):
    from compiled import single  # noqa: PLC0415

    return single("protobuf", text)

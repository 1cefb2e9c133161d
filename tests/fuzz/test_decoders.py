"""Our own decoders: whatever comes, they end with a value or a ValueError. The payloads are made here, at run time."""

from __future__ import annotations

import threading

import pytest
from fuzz.material import EVENT, PROTOBUF, TEXTS, grammar_of, payloads, schema

from schemactl.formats.format import decoder as decoder_of
from schemactl.fuzz.host import Host
from schemactl.fuzz.judge import Judge


def decoder(name):
    compiled = schema(name)
    return lambda data: decoder_of(compiled).decode(EVENT, data)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_nothing_is_found_in_them(name):
    """Deep and large payloads too, on a thread with a small stack, where C code recurses at its peril."""
    compiled, found = schema(name), []
    ours = decoder_of(compiled)
    host, judge = Host(lambda data: ours.decode(EVENT, data)), Judge(grammar_of(name))

    def look() -> None:
        found.extend(
            (payload.made, payload.data.hex()[:200], breach)
            for payload in payloads(name, 700, seed=7)
            if (breach := judge.breach(payload.data, host.answer(payload.data)))
        )

    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert found == []


@pytest.mark.parametrize("name", PROTOBUF)
def test_what_is_refused_is_a_value_error(name):
    with pytest.raises(ValueError, match=r"parsing message|required but missing"):
        decoder(name)(b"\x0a\x05a")


def test_a_required_field_is_asked_for_before_anything_is_written():
    with pytest.raises(ValueError, match="required but missing: req"):
        decoder("proto2")(b"")
    assert decoder("proto2")(b"\x08\x01").req == 1


@pytest.mark.parametrize("name", ["proto3", "avro"])
def test_an_unknown_type_is_no_refusal(name):
    compiled = schema(name)
    with pytest.raises(KeyError):
        decoder_of(compiled).decode("all.Other", b"")


def test_avro_is_one_value_and_nothing_else():
    event = grammar_of("avro").event(smallest())
    assert decoder("avro")(event)["kids"] == []
    with pytest.raises(ValueError, match="1 bytes are left over"):
        decoder("avro")(event + b"\0")


def test_a_count_of_items_that_take_no_bytes_is_limited():
    """The test makes the count: a handful of bytes would otherwise cost as many items as it says."""
    value = smallest()
    few, many = (grammar_of("avro").event({**value, "nothings": [None] * count}) for count in (4096, 4097))
    assert len(decoder("avro")(few)["nothings"]) == 4096
    with pytest.raises(ValueError, match="items that take no bytes"):
        decoder("avro")(many)


def smallest():
    from schemactl.witness.avro_events import Events  # noqa: PLC0415

    compiled = schema("avro")
    events = Events(compiled, {EVENT: EVENT})
    return events.smallest(grammar_of("avro")._use)

"""The Protobuf readers of Go and Rust beside upb, on the bytes of every value that is tried for a change."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf import descriptor_pb2
from oracle.material import generated, sent, written
from oracle.programs import ask
from oracle.protobuf_classes import DECODING, GO, RUST, Heard, differences
from oracle.protobuf_heard import heard, ordered

from schemactl.formats.protobuf.pool import Pool

if TYPE_CHECKING:
    from oracle.material import Sent

    from schemactl.model.schema import Schema

READERS = {GO: "go-reader", RUST: "rust-reader"}
GENERATED = 500


@pytest.fixture(scope="module")
def values() -> list[Sent]:
    return [item for pair in (*written("protobuf"), *generated("protobuf", GENERATED)) for item in sent(pair)]


@pytest.mark.parametrize("reader", READERS)
def test_hears_the_same_as_upb_or_we_know_why(reader, values, tally):
    asked = [item for item in values if reader == GO or not has_editions(item.step.new)]
    assert len(asked) > 5000
    for item, theirs in zip(asked, answers(READERS[reader], asked), strict=True):
        ours = heard_by_upb(item)
        descriptor = pool(item.step.new).message_class(item.sample.reader_type).DESCRIPTOR
        if found := list(differences(item, reader, descriptor, ours, theirs)):
            tally.settle(DECODING, reader, found)
        else:
            tally.agree(DECODING, reader)
    tally.nothing_unexplained(DECODING)


def answers(program: str, asked: list[Sent]) -> list[Heard]:
    """What the program hears of each value; what it says of a schema that it cannot load counts for its values."""
    schemas = {id(item.step.new): item.step.new for item in asked}
    loads = [{"load": str(key), "set": base64.b64encode(item.image).decode()} for key, item in schemas.items()]
    questions = [
        {"schema": str(id(item.step.new)), "type": item.sample.reader_type, "hex": item.exchange.sent.hex()}
        for item in asked
    ]
    told = ask(program, [*loads, *questions])
    unloaded = {key: answer["error"] for key, answer in zip(schemas, told, strict=False) if "error" in answer}
    return [
        Heard(ordered(answer.get("message", {})))
        if "error" not in answer
        else Heard(None, unloaded.get(id(item.step.new), answer["error"]))
        for item, answer in zip(asked, told[len(loads) :], strict=True)
    ]


def heard_by_upb(item: Sent) -> Heard:
    """What the exchange read: it is read again, since an exchange keeps it as JSON, which hides what is unknown."""
    if item.exchange.error is not None:
        return Heard(None, item.exchange.error)
    message: Any = pool(item.step.new).message_class(item.sample.reader_type)
    return Heard(ordered(heard(message.FromString(item.exchange.sent))))


@cache
def pool(schema: Schema) -> Pool:
    return Pool(schema)


@cache
def has_editions(schema: Schema) -> bool:
    files = descriptor_pb2.FileDescriptorSet.FromString(schema.image).file
    return any(file.syntax == "editions" for file in files)

"""The Protobuf readers of Go, Java and Rust beside upb, on the bytes of every value that is tried for a change."""

from __future__ import annotations

import base64
import os
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf import descriptor_pb2
from oracle.material import generated, of_texts, sent, written
from oracle.programs import ask
from oracle.protobuf_classes import CELLS, DECODING, GO, JAVA, RUST, Difference, Heard, differences
from oracle.protobuf_heard import heard, ordered

from schemactl.formats.protobuf.pool import Pool
from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oracle.material import Sent

    from schemactl.model.schema import Schema

    Listened = tuple[Sent, list[Difference]]

READERS = {GO: "go-reader", JAVA: "java-reader", RUST: "rust-reader"}
UNCHECKED = of_texts(
    "bytes that become an unchecked text",
    "protobuf",
    *(f'syntax = "proto2";\nmessage Event {{ optional {kind} note = 1; }}\n' for kind in ("bytes", "string")),
)
GENERATED = int(os.environ.get("SCHEMACTL_PAIRS", "1000"))


@pytest.fixture(scope="module")
def values() -> list[Sent]:
    pairs = (*written("protobuf"), UNCHECKED, *generated("protobuf", GENERATED))
    return [item for pair in pairs for item in sent(pair)]


@pytest.fixture(scope="module", params=READERS)
def heard_in(request, values) -> tuple[str, list[Listened]]:
    """A reader, and what it was asked with all that it hears differently."""
    reader = request.param
    asked = [item for item in values if reader != RUST or not has_editions(item.step.new)]
    told = answers(READERS[reader], asked)
    return reader, [
        (item, list(differences(item, reader, descriptor(item), heard_by_upb(item), theirs)))
        for item, theirs in zip(asked, told, strict=True)
    ]


def test_hears_the_same_as_upb_or_we_know_why(heard_in, tally):
    reader, listened = heard_in
    assert len(listened) > 5000
    for _, found in listened:
        tally.answer(DECODING, reader, found)
    tally.nothing_unexplained(DECODING)
    tally.nothing_unneeded(DECODING)


def test_agrees_with_each_wire_cell_or_we_know_why(heard_in, tally):
    reader, listened = heard_in
    for claim, found in cells(listened):
        alike = all if claim is Outcome.OK else any
        same = alike(not differing for differing in found)
        tally.answer(CELLS, reader, [] if same else [item for differing in found for item in differing])
    tally.nothing_unexplained(CELLS)


def cells(listened: list[Listened]) -> Iterator[tuple[Outcome, list[list[Difference]]]]:
    """Each wire cell that is claimed, with what is heard differently of each value that shows the claim."""
    judge = Judge(catalogue("protobuf"))
    of_cell: dict[tuple[str, int, Direction], list[Listened]] = defaultdict(list)
    for item, found in listened:
        of_cell[item.pair.id, id(item.change), item.direction].append((item, found))
    for (_, _, direction), tried in of_cell.items():
        claimed = [outcomes(rule.effects) for rule in judge.answers(tried[0][0].change)[0]]
        at = (direction, Surface.WIRE)
        claim = next((cell[at] for cell in claimed if at in cell), Outcome.OK)
        if shown := [found for item, found in tried if item.exchange.outcome is claim]:
            yield claim, shown


def as_image(schema: Schema) -> dict[str, str]:
    return {"set": base64.b64encode(schema.image).decode()}


def answers(
    program: str, asked: list[Sent], loaded: Callable[[Schema], dict[str, Any]] = as_image
) -> list[Heard]:
    """What the program hears of each value; what it says of a schema that it cannot load counts for its values."""
    schemas = {id(item.step.new): item.step.new for item in asked}
    loads = [{"load": str(key), **loaded(item)} for key, item in schemas.items()]
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
    message = message_class(item).FromString(item.exchange.sent)
    return Heard(ordered(heard(message)))


def message_class(item: Sent) -> Any:
    return pool(item.step.new).message_class(item.sample.reader_type)


def descriptor(item: Sent) -> Any:
    return message_class(item).DESCRIPTOR


@cache
def pool(schema: Schema) -> Pool:
    return Pool(schema)


@cache
def has_editions(schema: Schema) -> bool:
    files = descriptor_pb2.FileDescriptorSet.FromString(schema.image).file
    return any(file.syntax == "editions" for file in files)

"""A value that was sent in; what Avro's Java and Python libraries make of its bytes out, as an outcome."""

from __future__ import annotations

import io
import json
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from oracle.avro_java import Emitter, tagged
from oracle.programs import ask

from schemactl.formats.avro.codec import Codec
from schemactl.formats.avro.hearing import Hearing, chosen
from schemactl.formats.avro.meaning import RefusedError
from schemactl.model.avro import NAMED, Record
from schemactl.model.effect import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oracle.material import Sent

    from schemactl.model.avro import Use
    from schemactl.model.schema import Schema

JAVA = "avro-java/avro-reader"
LOGICAL = ("logicalType", "precision", "scale")


def in_java(items: Sequence[Sent]) -> list[Outcome]:
    """What Java's generic reader makes of each value."""
    emitters = _Emitters()
    questions = [
        {
            "writer": emitters.of(item.step.old).whole(item.sample.writer_type),
            "reader": emitters.of(item.step.new).whole(item.sample.reader_type),
            "hex": item.exchange.sent.hex(),
        }
        for item in items
    ]
    found = []
    for item, answer in zip(items, ask(JAVA, questions), strict=True):
        writer, reader = emitters.of(item.step.old).codec, emitters.of(item.step.new).codec
        heard = (
            tagged(reader, reader.use(item.sample.reader_type), answer["read"]) if "read" in answer else None
        )
        found.append(_outcome(Told(writer, reader), item, heard) if "read" in answer else Outcome.REJECTS)
    return found


def in_python(items: Iterable[Sent]) -> list[Outcome]:
    """What the avro package makes of each value; of logical types it is not asked, as fastavro is not."""
    emitters = _Emitters()
    return [_in_python(item, emitters.of(item.step.old), emitters.of(item.step.new)) for item in items]


def _in_python(item: Sent, writer: Emitter, reader: Emitter) -> Outcome:
    errors, read = pytest.importorskip("avro.errors"), pytest.importorskip("avro.io")
    try:
        sides = (parsed(writer, item.sample.writer_type), parsed(reader, item.sample.reader_type))
        heard = read.DatumReader(*sides).read(read.BinaryDecoder(io.BytesIO(item.exchange.sent)))
    except (errors.AvroException, TypeError, ValueError, AttributeError, KeyError):
        return Outcome.REJECTS
    return _outcome(AsWritten(writer.codec, _without_aliases(item.step.new)), item, heard)


def _without_aliases(schema: Schema) -> Codec:
    """The reader's types, so that fields are compared by their names alone."""
    types = dict(schema.types)
    for name, named in types.items():
        if isinstance(named, Record):
            fields = tuple(replace(field, aliases=()) for field in named.fields)
            types[name] = replace(named, aliases=(), fields=fields)
    return Codec(replace(schema, types=types))


def parsed(emitter: Emitter, type_name: str) -> Any:
    """One type as the avro package takes it."""
    schemas = pytest.importorskip("avro.schema")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return schemas.parse(json.dumps(_without_logical(emitter.whole(type_name))), validate_names=False)


def _without_logical(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_logical(item) for item in part]
    if isinstance(part, dict):
        return {name: _without_logical(item) for name, item in part.items() if name not in LOGICAL}
    return part


class _Emitters:
    """One emitter a schema."""

    def __init__(self) -> None:
        self._known: dict[int, Emitter] = {}

    def of(self, schema: Any) -> Emitter:
        return self._known.setdefault(id(schema), Emitter(schema))


class _Heard(Hearing):
    """Compares what another reader read: it does not look whether the text of a uuid is one."""

    def leaf(self, written: Use, read: Use, value: Any, heard: Any) -> tuple[Any, Outcome]:
        try:
            return super().leaf(written, read, value, heard)
        except RefusedError:
            return super().leaf(written, replace(read, logical=""), value, heard)


class Told(_Heard):
    """Java's values of unions name their branches."""

    def hear(self, written: Use, read: Use, value: Any, heard: Any) -> tuple[Any, Outcome]:
        if written.type == "union":
            written, value = chosen(written, value)
        if read.type == "union":
            return self.hear(written, *_swap(chosen(read, heard), value))
        return super().hear(written, read, value, heard)


def _swap(taken: tuple[Use, Any], value: Any) -> tuple[Use, Any, Any]:
    branch, heard = taken
    return branch, value, heard


class AsWritten(_Heard):
    """The avro package takes the first branch of the same full name, or to which the data is promoted.

    A promoted number stays what it was: Python's have no sizes.
    """

    def leaf(self, written: Use, read: Use, value: Any, heard: Any) -> tuple[Any, Outcome]:
        promoted = read.type in ("float", "double") and written.type in ("int", "long")
        return super().leaf(written, replace(read, type=written.type) if promoted else read, value, heard)

    def matches(self, written: Use, read: Use) -> bool:
        if written.type in NAMED and written.type == read.type:
            return self.writer.definition(written).full_name == self.reader.definition(read).full_name
        return super().matches(written, read)


def _outcome(hearing: Hearing, item: Sent, heard: Any) -> Outcome:
    codecs: tuple[Codec, Codec] = (hearing.writer, hearing.reader)
    written, read = codecs[0].use(item.sample.writer_type), codecs[1].use(item.sample.reader_type)
    assert written is not None
    assert read is not None
    return hearing.hear(written, read, item.sample.value, heard)[1]

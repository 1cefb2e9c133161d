"""Avro: .avsc files in; linked schemas and real bytes out. The only package that imports fastavro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.formats.avro.compiler import compile_batch
from schemactl.formats.avro.links import find_links
from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from schemactl.formats.format import Channel, Links, Memo
    from schemactl.model.change import Step
    from schemactl.model.schema import FormatName, Schema
    from schemactl.model.source import Batch


class AvroFormat:
    """The Avro specification 1.12, with fastavro as its codec."""

    name: FormatName = "avro"
    comments = False

    def links(self, data: bytes) -> Links:
        return find_links(data)

    def compile(self, batch: Batch, memo: Memo | None = None) -> Schema:
        del memo  # our own parser is as fast as a cache of what it made
        return compile_batch(batch)

    def channel(self, step: Step, direction: Direction) -> Channel:
        from schemactl.formats.avro.channel import AvroChannel  # noqa: PLC0415  (compiling needs no codec)

        backward = direction is Direction.BACKWARD
        return AvroChannel(step.old, step.new) if backward else AvroChannel(step.new, step.old)


FORMAT = AvroFormat()

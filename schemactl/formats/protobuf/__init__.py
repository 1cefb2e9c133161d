"""Protobuf: protoc in process for the text, upb for the bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from schemactl.formats.protobuf.links import links
from schemactl.model.schema import Schema

if TYPE_CHECKING:
    from schemactl.formats.format import Channel, Links, Memo
    from schemactl.model.change import Step
    from schemactl.model.effect import Direction
    from schemactl.model.schema import FormatName
    from schemactl.model.source import Batch


class Protobuf:
    name: FormatName = "protobuf"
    comments = True

    def links(self, data: bytes) -> Links:
        return links(data)

    def compile(self, batch: Batch, memo: Memo | None = None) -> Schema:
        """Compile with protoc, or take what it made of the same texts before."""
        from schemactl.formats.protobuf.protoc import descriptor_set  # noqa: PLC0415
        from schemactl.formats.protobuf.schema import checked, schema_of  # noqa: PLC0415

        if not batch.entries:
            return Schema(format=self.name, label=batch.label, roots=(), types={}, files={})
        if batch.image:
            return schema_of(checked(batch), batch)
        key = _digest(batch)
        image = memo.get(key) if memo else None
        if image is None:
            image = descriptor_set(batch)
            if memo:
                memo.put(key, image)
        return schema_of(image, batch)

    def channel(self, step: Step, direction: Direction) -> Channel:
        from schemactl.formats.protobuf.channel import ProtobufChannel  # noqa: PLC0415

        return ProtobufChannel.of(step, direction)


def _digest(batch: Batch) -> str:
    """What a descriptor set depends on: the compiler, the names, the texts, and which of them are entries."""
    from schemactl.formats.protobuf.protoc import VERSION  # noqa: PLC0415

    digest = hashlib.sha256("\0".join((VERSION, *batch.entries)).encode())
    for name, text in sorted(batch.texts.items()):
        digest.update(b"\0\0" + name.encode() + b"\0" + hashlib.sha256(text.data).digest())
    return f"protobuf/{digest.hexdigest()}"


FORMAT = Protobuf()

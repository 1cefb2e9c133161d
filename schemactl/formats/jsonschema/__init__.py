"""JSON Schema: .schema.json files in; linked schemas and instances out. The only package that imports jsonschema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.formats.jsonschema.links import find_links
from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from schemactl.formats.format import Channel, Links, Memo
    from schemactl.model.change import Step
    from schemactl.model.schema import FormatName, Schema
    from schemactl.model.source import Batch


class JsonSchemaFormat:
    """Drafts 04, 06, 07, 2019-09 and 2020-12, with Python's jsonschema as their validator."""

    name: FormatName = "jsonschema"
    comments = False

    def links(self, data: bytes) -> Links:
        return find_links(data)

    def compile(self, batch: Batch, memo: Memo | None = None) -> Schema:
        from schemactl.formats.jsonschema.compiler import compile_batch  # noqa: PLC0415  (links need no validator)

        del memo  # our own parser is as fast as a cache of what it made
        return compile_batch(batch)

    def channel(self, step: Step, direction: Direction) -> Channel:
        from schemactl.formats.jsonschema.channel import JsonChannel  # noqa: PLC0415  (compiling needs no channel)

        backward = direction is Direction.BACKWARD
        return JsonChannel(step.old, step.new) if backward else JsonChannel(step.new, step.old)


FORMAT = JsonSchemaFormat()

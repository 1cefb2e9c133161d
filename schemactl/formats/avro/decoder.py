"""Bytes of anybody's in; a value of a schema, read by fastavro with a guard before it, out, or a ValueError."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import fastavro

from schemactl.formats.avro.codec import Codec
from schemactl.formats.avro.strict import Strict
from schemactl.model.reading import NoValueError

if TYPE_CHECKING:
    from schemactl.model.schema import Schema


class AvroDecoder:
    """Lets fastavro read only what is known to be a value, of a depth and a size that its C code can take.

    fastavro trusts what it reads: a count of items that take no bytes, a depth, a negative index. So the bytes
    are gone through first, by the schema, and refused unless they are one value and nothing else.
    """

    def __init__(self, schema: Schema) -> None:
        self._codec = Codec(schema)
        self._strict = Strict(schema)

    def decode(self, type_name: str, data: bytes) -> Any:
        """One value. Raises ValueError, and nothing else, if the bytes are none; KeyError without such a type."""
        if self._codec.use(type_name) is None:
            raise KeyError(type_name)
        reading = self._strict.read(type_name, data)
        if reading.refused or reading.open:
            raise NoValueError(reading.refused or reading.open)
        return fastavro.schemaless_reader(BytesIO(data), self._codec.schema(type_name), None)


DECODER = AvroDecoder

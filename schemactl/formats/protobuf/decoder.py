"""Bytes of anybody's in; a message of a schema, read by upb with a guard around it, out, or a ValueError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError

from schemactl.formats.protobuf.pool import Pool
from schemactl.formats.protobuf.required import missing
from schemactl.formats.protobuf.wire import LONGEST
from schemactl.model.reading import NoValueError

if TYPE_CHECKING:
    from schemactl.formats.protobuf.upb import Message
    from schemactl.model.schema import Schema


class ProtobufDecoder:
    """Reads what upb reads; what upb takes and must not be written again, it refuses.

    A message that lacks a required field is refused here: upb hands it out, and may end the process when it is
    serialised. upb itself refuses what is nested deeper than 100 messages.
    """

    def __init__(self, schema: Schema) -> None:
        self._pool = Pool(schema)

    def decode(self, type_name: str, data: bytes) -> Message:
        """One message. Raises ValueError, and nothing else, if the bytes are none; KeyError without such a type."""
        message_class = self._pool.message_class(type_name)
        if message_class is None:
            raise KeyError(type_name)
        if len(data) > LONGEST:
            raise NoValueError(f"{len(data)} bytes are more than a message can have")
        try:
            message = message_class.FromString(data)
        except DecodeError as error:
            raise NoValueError(str(error)) from error
        if lacking := missing(message):
            raise NoValueError(f"required but missing: {', '.join(lacking)}")
        return message


DECODER = ProtobufDecoder

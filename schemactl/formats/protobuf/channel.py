"""Plain values in; real bytes (upb) or real JSON between two schemas, and what became of the value, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.protobuf import json_format
from google.protobuf.message import DecodeError, EncodeError

from schemactl.formats.protobuf.observe import observe
from schemactl.formats.protobuf.pool import Pool
from schemactl.formats.protobuf.required import missing
from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.model.witness import Exchange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.formats.protobuf.upb import FieldDescriptor, Message
    from schemactl.model.change import Step


PACKED = "@type"
"""The key under which a value that is packed into an Any has the full name of its message."""


class ProtobufChannel:
    """What one side writes, the other reads."""

    def __init__(self, writer: Pool, reader: Pool) -> None:
        self._writer = writer
        self._reader = reader

    @classmethod
    def of(cls, step: Step, direction: Direction) -> ProtobufChannel:
        old, new = Pool(step.old), Pool(step.new)
        return cls(old, new) if direction is Direction.BACKWARD else cls(new, old)

    def exchange(
        self, writer_type: str, reader_type: str | None, value: Mapping[str, Any], surface: Surface
    ) -> Exchange:
        """See formats.format.Channel; an extension's key is its full name in brackets."""
        written = self._written(writer_type, value)
        sent = _encode(written, value, surface, self._writer)
        said = _as_json(written, self._writer)
        reader = self._reader.message_class(reader_type) if reader_type else None
        if reader is None:
            error = f"the reader has no message {reader_type or writer_type}"
            return Exchange(sent=sent, said=said, heard=None, error=error, outcome=Outcome.REJECTS)
        try:
            read = _decode(reader, sent, surface, self._reader)
        except (DecodeError, json_format.ParseError, UnicodeDecodeError) as error:
            return Exchange(sent=sent, said=said, heard=None, error=_said(error), outcome=Outcome.REJECTS)
        found = observe(written, read, surface)
        return Exchange(
            sent=sent,
            said=said,
            heard=_as_json(read, self._reader),
            error=None,
            outcome=found.outcome,
            detail=found.detail,
        )

    def _written(self, writer_type: str, value: Mapping[str, Any]) -> Message:
        writer = self._writer.message_class(writer_type)
        if writer is None:
            raise ValueError(f"the writer has no message {writer_type}")
        message = writer()
        try:
            self._fill(message, value)
        except (TypeError, AttributeError, OverflowError, KeyError) as error:
            raise ValueError(f"{value!r} does not fit {writer_type}: {error}") from error
        if lacking := missing(message):  # upb must not serialise what lacks a required field
            raise ValueError(f"{writer_type} lacks {', '.join(lacking)}")
        return message

    def _fill(self, message: Message, value: Mapping[str, Any]) -> None:
        if PACKED in value:
            fields = {name: item for name, item in value.items() if name != PACKED}
            message.Pack(self._written(value[PACKED], fields))
            return
        for name, item in value.items():
            if name.startswith("["):
                self._set_extension(message, self._writer.extension(name.strip("[]")), item)
            else:
                self._set(message, message.DESCRIPTOR.fields_by_name[name], item)

    def _set(self, message: Message, field: FieldDescriptor, item: Any) -> None:
        if field.message_type and field.message_type.GetOptions().map_entry:
            self._set_map(getattr(message, field.name), field, item)
        elif field.is_repeated:
            self._extend(getattr(message, field.name), field, item)
        elif field.message_type:
            part = getattr(message, field.name)
            part.SetInParent()
            self._fill(part, item)
        else:
            setattr(message, field.name, item)

    def _set_map(self, entries: Any, field: FieldDescriptor, item: Mapping[Any, Any]) -> None:
        is_message = field.message_type.fields_by_name["value"].message_type
        for key, value in item.items():
            if is_message:
                self._fill(entries[key], value)
            else:
                entries[key] = value

    def _extend(self, values: Any, field: FieldDescriptor, items: list[Any]) -> None:
        for item in items:
            if field.message_type:
                self._fill(values.add(), item)
            else:
                values.append(item)

    def _set_extension(self, message: Message, field: FieldDescriptor, item: Any) -> None:
        if field.is_repeated:
            self._extend(message.Extensions[field], field, item)
        elif field.message_type:
            part = message.Extensions[field]
            part.SetInParent()
            self._fill(part, item)
        else:
            message.Extensions[field] = item


def _encode(message: Message, value: Mapping[str, Any], surface: Surface, pool: Pool) -> bytes:
    """The message as bytes, or as JSON text in UTF-8. Raises ValueError where it has no such encoding."""
    try:
        if surface is Surface.JSON:
            # A value that is all defaults is sent as writers send it that print them, or there is nothing to see.
            empty = bool(value) and not message.ListFields()
            text = json_format.MessageToJson(
                message,
                indent=None,
                always_print_fields_with_no_presence=empty,
                descriptor_pool=pool.descriptors,
            )
            return text.encode()
        sent: bytes = message.SerializeToString(deterministic=True)
    except (json_format.SerializeToJsonError, DecodeError, EncodeError, TypeError, UnicodeError) as error:
        # a TypeError is json_format's word for an Any of a type that nobody knows
        raise ValueError(str(error)) from error
    return sent


def _decode(reader: type[Message], sent: bytes, surface: Surface, pool: Pool) -> Message:
    """Read strictly, as the specification's parsers do: unknown JSON keys and missing required fields fail."""
    if surface is Surface.JSON:
        message = json_format.Parse(sent.decode(), reader(), descriptor_pool=pool.descriptors)
    else:
        message = reader.FromString(sent)
    if lacking := missing(message):
        raise DecodeError(f"required but missing: {', '.join(lacking)}")
    return message


def _as_json(message: Message, pool: Pool) -> Any:
    """The message in the JSON mapping; as text where it has none (an Any of an unknown type)."""
    try:
        return json_format.MessageToDict(message, descriptor_pool=pool.descriptors)
    except (json_format.SerializeToJsonError, ValueError, TypeError):
        return str(message)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())

"""A Protobuf message as upb read it in; what the readers of other languages print of the same message out."""

from __future__ import annotations

import json
import struct
from typing import Any

from google.protobuf.unknown_fields import UnknownFieldSet


def heard(message: Any) -> dict[str, Any]:
    """Values by field number; under `unknown`, the numbers of the fields that the reader does not know."""
    fields = {str(field.number): _field(field, value) for field, value in message.ListFields()}
    unknown = sorted(field.field_number for field in UnknownFieldSet(message))
    return fields | ({"unknown": unknown} if unknown else {})


def _field(field: Any, value: Any) -> Any:
    if field.message_type and field.message_type.GetOptions().map_entry:
        key, item = (field.message_type.fields_by_number[number] for number in (1, 2))
        return {"map": [[_single(key, name), _single(item, value[name])] for name in value]}
    return [_single(field, item) for item in value] if field.is_repeated else _single(field, value)


def _single(field: Any, value: Any) -> Any:
    if field.message_type:
        return heard(value)
    if field.type == field.TYPE_FLOAT:
        return struct.pack(">f", value).hex()
    if field.type == field.TYPE_DOUBLE:
        return struct.pack(">d", value).hex()
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").hex()
    return value.hex() if isinstance(value, bytes) else value


def ordered(value: Any) -> Any:
    """The same, with what has no order in an order: a map's entries, and the fields that nobody knows."""
    if isinstance(value, list):
        return [ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    fields = {name: ordered(item) for name, item in value.items()}
    if "map" in fields:
        fields["map"].sort(key=json.dumps)
    if "unknown" in fields:
        fields["unknown"].sort()
    return fields

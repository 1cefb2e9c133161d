"""What the writer and another reader hear in the same bytes in; what that amounts to out."""

from __future__ import annotations

from typing import Any

from schemactl.formats.protobuf.observe import _Observer
from schemactl.model.effect import HARM, Outcome, Surface

ABSENT = (0, False, "", "00000000", "0000000000000000", [], {"map": []}, None)
"""What is heard of a field that is not there, or that holds its default."""
SAME_ENUM = _Observer(Surface.WIRE).same_enum


def compared(writer: Any, said: dict[str, Any], reader: Any, heard: dict[str, Any]) -> Outcome:
    """The worst that became of a field; what was said and heard is as protobuf_heard tells it, by field number."""
    numbers = {*said, *heard} - {"unknown"}
    sides = (
        (_field(writer, number), said.get(number), _field(reader, number), heard.get(number))
        for number in numbers
    )
    return worst(_of_field(*side) for side in sides)


def worst(outcomes: Any) -> Outcome:
    return min(outcomes, key=HARM.index, default=Outcome.OK)


def _field(message: Any, number: str) -> Any:
    found = message.fields_by_number.get(int(number))
    if found is None:
        try:
            return message.file.pool.FindExtensionByNumber(message, int(number))
        except KeyError:
            return None
    return found


def _of_field(ours: Any, said: Any, theirs: Any, heard: Any) -> Outcome:
    if said in ABSENT and heard in ABSENT:
        return Outcome.OK
    if heard in ABSENT and not (ours.enum_type and heard == 0):
        return Outcome.LOSES
    if isinstance(said, list) and isinstance(heard, list) and len(said) == len(heard):
        return worst(_of_field(ours, one, theirs, other) for one, other in zip(said, heard, strict=True))
    if isinstance(said, dict) and isinstance(heard, dict) and ("map" in said) == ("map" in heard):
        return _of_message(ours, said, theirs, heard)
    if ours is not None and ours.enum_type and theirs.enum_type and isinstance(heard, int):
        return (
            Outcome.OK if SAME_ENUM(ours.enum_type, said or 0, theirs.enum_type, heard) else Outcome.MISREADS
        )
    return Outcome.OK if said == heard else Outcome.MISREADS


def _of_message(ours: Any, said: dict[str, Any], theirs: Any, heard: dict[str, Any]) -> Outcome:
    if "map" in said:
        return _of_map(ours, said["map"], theirs, heard["map"])
    return compared(ours.message_type, said, theirs.message_type, heard)


def _of_map(ours: Any, said: list[Any], theirs: Any, heard: list[Any]) -> Outcome:
    """Entry by entry; one that is not under its key is lost."""
    values = (ours.message_type.fields_by_number[2], theirs.message_type.fields_by_number[2])
    found = {str(key): value for key, value in heard}
    return worst(_of_field(values[0], value, values[1], found.get(str(key))) for key, value in said)

"""Why the Protobuf readers of Go, Java and Rust hear another thing than upb does: each reason, and its sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from google.protobuf.empty_pb2 import Empty
from google.protobuf.unknown_fields import UnknownFieldSet
from oracle.page import Class, Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.material import Sent

GO, JAVA, RUST = "Go", "Java", "Rust"
LENGTH_DELIMITED = 2
REPLACEMENT = "\N{REPLACEMENT CHARACTER}".encode().hex()


@dataclass(frozen=True)
class Heard:
    """What one reader made of some bytes: the message (see protobuf_heard), or its error."""

    message: dict[str, Any] | None
    error: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing that a reader hears differently.

    type: the reader's message. field: the field, which may be deeper, whose value differs; None if it is the message.
    ours, theirs: what upb and the other one have in that field (None if nothing), or all that they heard.
    """

    sent: Sent
    reader: str
    type: Any
    field: Any
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        where = self.field.full_name if self.field else "the message"
        return f"{self.reader}: {where}: upb heard {self.ours}, it heard {self.theirs}\n{self.sent}"


def differences(sent: Sent, reader: str, descriptor: Any, ours: Heard, theirs: Heard) -> Iterator[Difference]:
    """All that differs in what two readers heard; nothing if both refused."""
    if ours.message is not None and theirs.message is not None:
        for field, mine, other in _fields(descriptor, ours.message, theirs.message):
            yield Difference(sent, reader, descriptor, field, mine, other)
    elif (ours.message is None) != (theirs.message is None):
        yield Difference(sent, reader, descriptor, None, ours, theirs)


def _fields(descriptor: Any, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """The fields whose values differ, inside of messages too; None for the message if it has no such field."""
    unknown = set(ours.get("unknown", ())) ^ set(theirs.get("unknown", ()))
    for number in sorted({int(key) for key in {*ours, *theirs} - {"unknown"}} | unknown):
        field = descriptor.fields_by_number.get(number) or _extension(descriptor, number)
        mine, other = ours.get(str(number)), theirs.get(str(number))
        if mine == other and number not in unknown:
            continue
        parts = _messages(field, mine, other)
        if field is None:
            yield None, Heard(ours), Heard(theirs)
        elif parts is None:
            yield field, mine, other
        else:
            for one, another in parts:
                yield from _fields(field.message_type, one, another)


def _messages(field: Any, mine: Any, other: Any) -> list[tuple[Any, Any]] | None:
    """The messages to compare in a field that has some on both sides."""
    if not field or not field.message_type or _is_map(field):
        return None
    if isinstance(mine, dict) and isinstance(other, dict):
        return [(mine, other)]
    if isinstance(mine, list) and isinstance(other, list) and len(mine) == len(other):
        return list(zip(mine, other, strict=True))
    return None


def _extension(descriptor: Any, number: int) -> Any:
    """The extension of that number, or None if the reader has none: a number that was never written."""
    try:
        return descriptor.file.pool.FindExtensionByNumber(descriptor, number)
    except KeyError:
        return None


def _is_map(field: Any) -> bool:
    return bool(field.message_type) and field.message_type.GetOptions().map_entry


# --- signs


def _unnamed(difference: Difference) -> bool:
    """Whether the other reader keeps numbers of a closed enum that the enum does not name."""
    if difference.field is None:
        missing = difference.ours.error.startswith("required but missing")
        return missing and _keeps_unnamed(difference.type, difference.theirs.message)
    enum = _closed_enum(difference.field)
    return enum is not None and _named(difference.theirs, enum) == difference.ours


def _keeps_unnamed(descriptor: Any, message: dict[str, Any] | None) -> bool:
    """Whether any field of the message has such a number: upb sets it aside, and misses the field if it is required."""
    for field in descriptor.fields if message else ():
        value, enum = message.get(str(field.number)), _closed_enum(field)
        if value is not None and enum is not None and _named(value, enum) != value:
            return True
        if field.message_type and not _is_map(field):
            parts = value if isinstance(value, list) else [value]
            if any(_keeps_unnamed(field.message_type, part) for part in parts):
                return True
    return False


def _closed_enum(field: Any) -> Any:
    """The closed enum of a field's values, or of a map's."""
    enum = field.message_type.fields_by_number[2].enum_type if _is_map(field) else field.enum_type
    return enum if enum and enum.is_closed else None


def _named(value: Any, enum: Any) -> Any:
    """What is left of a value without the numbers that the enum does not name; None if nothing is."""
    known = set(enum.values_by_number)
    if isinstance(value, dict):
        entries = [pair for pair in value["map"] if pair[1] in known]
        return {"map": entries} if entries else None
    if isinstance(value, list):
        return [number for number in value if number in known] or None
    return value if value in known else None


def _loose_entry(difference: Difference) -> bool:
    """Whether a map's entry holds what its fields do not take, so that upb sets it aside."""
    field, ours, theirs = difference.field, difference.ours or {"map": []}, difference.theirs
    return bool(field and theirs) and _is_map(field) and all(entry in theirs["map"] for entry in ours["map"])


def _no_entry(difference: Difference) -> bool:
    """Whether prost took for an entry what a map's number stands before, and is no length-delimited field."""
    unknown = UnknownFieldSet(Empty.FromString(difference.sent.exchange.sent))
    loose = {item.field_number for item in unknown if item.wire_type != LENGTH_DELIMITED}
    maps = {field.number for field in difference.type.fields if _is_map(field)}
    return difference.reader == RUST and bool(maps & loose)


def _minus_zero(difference: Difference) -> bool:
    return difference.ours in ("80000000", "8000000000000000") and difference.theirs is None


def _says(words: str) -> Any:
    return lambda difference: (
        difference.field is None and difference.ours.message is not None and words in difference.theirs.error
    )


DECODING = Oracle(
    title="Protobuf: decoding in Go, Java and Rust",
    asked=(
        "What Go's protobuf (dynamicpb), Java's (DynamicMessage) and Rust's prost (prost-reflect) read from the "
        "bytes of every value that is tried for every change, in each direction of every Protobuf case, every rule's "
        "examples and generated pairs, against what upb reads, on which every wire cell of our rules rests: the same "
        "fields with the same values, the same fields unknown, or refused alike. Rust is asked of proto2 "
        "and proto3 alone: prost has no editions."
    ),
    columns=(GO, JAVA, RUST),
    classes=(
        Class(
            "numbers of a closed enum",
            "Go and prost keep a number that a closed enum does not name in the field; upb, as the "
            "specification has it, sets it aside among the unknown fields",
            _unnamed,
        ),
        Class(
            "no entry at all",
            "prost takes whatever stands under a map's number for an entry, of any wire type: it fails, reads "
            "zeros, or swallows the next fields; the specification, upb and Go treat it as unknown",
            _no_entry,
        ),
        Class(
            "entries of another shape",
            "where a map's entry holds what its key or value does not take, Go, Java and prost read the entry "
            "with zeros, and upb sets the whole entry aside among the unknown fields",
            _loose_entry,
        ),
        Class(
            "required and missing",
            "prost does not look whether required fields are there",
            lambda difference: difference.reader == RUST
            and difference.field is None
            and difference.ours.error.startswith("required but missing"),
        ),
        Class(
            "another wire type",
            "prost refuses a known field of another wire type; the specification, upb and Go treat it as "
            "unknown",
            _says("invalid wire type"),
        ),
        Class(
            "bad UTF-8 in proto2",
            "Rust's strings are UTF-8 in every syntax; upb and Go leave proto2's strings unchecked",
            _says("not UTF-8 encoded"),
        ),
        Class(
            "bad UTF-8 in Java",
            "Java's strings are text: in proto2 it reads bytes that are not UTF-8 as the character U+FFFD",
            lambda difference: difference.reader == JAVA
            and isinstance(difference.theirs, str) and REPLACEMENT in difference.theirs,
        ),
        Class(
            "message sets",
            "Go no longer loads schemas with message_set_wire_format",
            _says("MessageSet"),
        ),
        Class(
            "minus zero",
            "prost takes -0.0 in an implicit field for the default, and upb for a value that was set",
            _minus_zero,
        ),
    ),
)  # fmt: skip
CELLS = replace(
    DECODING,
    title="Protobuf: the wire cells of our rules",
    asked=(
        "The same, for each wire cell that a rule claims in those pairs. A cell that loses, misreads or "
        "rejects is the same where one of the values that show it is heard alike; an ok cell, where all its "
        "values are."
    ),
)

"""Java's own Protobuf runtime: protobuf-java, and the JsonFormat of protobuf-java-util."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome, Surface
from schemactl.model.protobuf import Enum, Field
from schemactl.model.reader import Departure, Reader
from schemactl.readers._protobuf import INT64, bytes_into_text, no_text
from schemactl.rules.protobuf._users import users

if TYPE_CHECKING:
    from schemactl.model.change import Change

PROTO2 = "in a proto2 file it takes an open enum for closed, and sets aside a number without a name"
TEXT = "in JSON it takes a number or a truth for text"
UTF8 = "it reads bytes that are not UTF-8 as the character U+FFFD"
OUT_OF_RANGE = "in JSON it takes no number above 32 bits for an enum"


def closes(field: Field, enum: object) -> bool:
    """Whether it takes the field's enum for closed, which the enum itself is not."""
    return field.proto2 and isinstance(enum, Enum) and not enum.closed


def into_imported(met: Change) -> bool:
    """The reader's field is of an open enum that its proto2 file imports."""
    field = met.new
    return isinstance(field, Field) and closes(field, met.step.new.types.get(field.type_name))


def into_required(met: Change) -> bool:
    sides = (met.old, met.new)
    return into_imported(met) and all(
        isinstance(side, Field) and side.presence == "required" for side in sides
    )


def imported(met: Change) -> bool:
    """The reader's enum lacks the value, and some field of it takes the enum for closed."""
    return any(_closing(met))


def required(met: Change) -> bool:
    return any(field.presence == "required" for field in _closing(met))


def _closing(met: Change) -> list[Field]:
    enum = met.new_owner
    if met.new is not None or not isinstance(enum, Enum):
        return []
    fields = users(met.step.new).get(enum.full_name, ())
    return [field for field in fields if closes(field, enum)]


def number_into_text(met: Change) -> bool:
    """The writer's JSON has a number, true or false, where the reader has a string."""
    old, new = met.old, met.new
    types = (old.type, new.type) if isinstance(old, Field) and isinstance(new, Field) else ("", "")
    return types[1] == "string" and types[0] not in ("message", "group", "map", "bytes")


def long_into_enum(met: Change) -> bool:
    old, new = met.old, met.new
    return (
        isinstance(old, Field) and isinstance(new, Field) and (old.type in INT64, new.type) == (True, "enum")
    )


READER = Reader(
    name="java",
    format="protobuf",
    library="com.google.protobuf:protobuf-java 4.36.2",
    departures=(
        Departure(
            rules=("protobuf-enum-value-added", "protobuf-enum-value-removed"),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=f"{PROTO2}, so that a required field is missing",
            when=required,
        ),
        Departure(
            rules=("protobuf-enum-value-added", "protobuf-enum-value-removed"),
            was=Outcome.OK,
            now=Outcome.LOSES,
            why=PROTO2,
            when=imported,
        ),
        Departure(
            rules=("protobuf-field-type-equivalent",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=f"{PROTO2}, so that a required field is missing",
            when=into_required,
        ),
        Departure(
            rules=("protobuf-field-type-equivalent",),
            was=Outcome.OK,
            now=Outcome.LOSES,
            why=PROTO2,
            when=into_imported,
        ),
        Departure(
            rules=("protobuf-field-type-equivalent",),
            was=Outcome.OK,
            now=Outcome.MISREADS,
            why=UTF8,
            when=bytes_into_text,
            shows=no_text,
        ),
        Departure(
            rules=("protobuf-json-type-*",),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            surface=Surface.JSON,
            why=TEXT,
            when=number_into_text,
        ),
        Departure(
            rules=("protobuf-json-type-*",),
            was=Outcome.MISREADS,
            now=Outcome.REJECTS,
            surface=Surface.JSON,
            why=OUT_OF_RANGE,
            when=long_into_enum,
        ),
    ),
)

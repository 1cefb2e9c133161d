"""Go's own Protobuf runtime, google.golang.org/protobuf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome, Surface
from schemactl.model.protobuf import Field
from schemactl.model.reader import Departure, Reader
from schemactl.readers._protobuf import INT64, KEEPS, OPEN_ENUMS, into_closed_enum

if TYPE_CHECKING:
    from schemactl.model.element import Element

MESSAGE_SETS = "it does not load schemas with message_set_wire_format"
INT32 = ("int32", "sint32", "sfixed32")


def _type(field: Element | None) -> str:
    return field.type if isinstance(field, Field) else ""


READER = Reader(
    name="go",
    format="protobuf",
    library="google.golang.org/protobuf 1.36.12",
    departures=(
        *OPEN_ENUMS,
        Departure(
            rules=("protobuf-message-set-*",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=MESSAGE_SETS,
            when=lambda met: met.new_value is True,
        ),
        Departure(
            rules=("protobuf-message-set-*",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            surface=Surface.JSON,
            why=MESSAGE_SETS,
            when=lambda met: met.new_value is True,
        ),
        Departure(
            rules=("protobuf*enum-closed", "protobuf*enum-opened"),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            surface=Surface.JSON,
            why=KEEPS,
        ),
        Departure(
            rules=("protobuf-json-type-incompatible",),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            surface=Surface.JSON,
            why=KEEPS,
            when=lambda met: _type(met.old) in INT32 and into_closed_enum(met),
        ),
        Departure(
            rules=("protobuf-json-type-*",),
            was=Outcome.MISREADS,
            now=Outcome.REJECTS,
            surface=Surface.JSON,
            why="it takes no number in quotes for an enum",
            when=lambda met: _type(met.old) in INT64 and _type(met.new) == "enum",
        ),
    ),
)

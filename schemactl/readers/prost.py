"""Rust's prost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome
from schemactl.model.protobuf import Field
from schemactl.model.reader import Departure, Reader
from schemactl.readers._protobuf import OPEN_ENUMS, bytes_into_text, no_text

if TYPE_CHECKING:
    from schemactl.model.change import Change

WIRE_TYPES = "it refuses a known field that comes with another wire type"
REQUIRED = "it does not look whether required fields are there"


def packed(met: Change) -> bool:
    """The writer's numbers stand together as one length-delimited field."""
    return isinstance(met.old, Field) and met.old.packed


READER = Reader(
    name="prost",
    format="protobuf",
    library="prost 0.14.6 (through prost-reflect 0.16.5)",
    departures=(
        *OPEN_ENUMS,
        Departure(
            rules=("protobuf-field-type-equivalent",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why="its strings are UTF-8 in every syntax",
            when=bytes_into_text,
            shows=no_text,
        ),
        Departure(
            rules=("protobuf-field-type-incompatible", "protobuf-field-type-misread-by-*"),
            was=Outcome.LOSES,
            now=Outcome.REJECTS,
            why=WIRE_TYPES,
        ),
        Departure(
            rules=("protobuf-field-to-repeated", "protobuf-field-to-singular"),
            was=Outcome.LOSES,
            now=Outcome.REJECTS,
            why=WIRE_TYPES,
            when=packed,
        ),
        Departure(
            rules=(
                "protobuf-field-made-optional",
                "protobuf-field-made-required",
                "protobuf-required-field-added",
                "protobuf-required-field-removed",
            ),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            why=REQUIRED,
        ),
        Departure(
            rules=(
                "protobuf-repeated-field-to-required",
                "protobuf-required-field-to-repeated",
                "protobuf-required-field-renumbered",
            ),
            was=Outcome.REJECTS,
            now=Outcome.LOSES,
            why=REQUIRED,
        ),
    ),
)

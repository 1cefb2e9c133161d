"""Go's own Protobuf runtime, google.golang.org/protobuf."""

from __future__ import annotations

from schemactl.model.effect import Outcome
from schemactl.model.reader import Departure, Reader
from schemactl.readers._protobuf import OPEN_ENUMS

READER = Reader(
    name="go",
    format="protobuf",
    library="google.golang.org/protobuf 1.36.12",
    departures=(
        *OPEN_ENUMS,
        Departure(
            rules=("protobuf-message-set-changed",),
            was=Outcome.UNKNOWN,
            now=Outcome.REJECTS,
            why="it does not load schemas with message_set_wire_format",
            when=lambda met: met.new_value is True,
        ),
    ),
)

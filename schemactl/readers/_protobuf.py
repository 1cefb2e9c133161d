"""What the tables of several Protobuf readers share: questions about a change as a reader meets it, and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.model.effect import Outcome
from schemactl.model.protobuf import Enum, Field
from schemactl.model.reader import Departure

if TYPE_CHECKING:
    from schemactl.model.change import Change

INT64 = ("int64", "sint64", "sfixed64", "uint64", "fixed64")
KEEPS = "it keeps a number that a closed enum does not name, as if the enum were open"


def into_closed_enum(met: Change) -> bool:
    """The reader's field is of a closed enum."""
    field = met.new
    enum = met.step.new.types.get(field.type_name) if isinstance(field, Field) else None
    return isinstance(enum, Enum) and enum.closed


def bytes_into_text(met: Change) -> bool:
    """The reader's string may be any bytes of the writer's: what is not UTF-8 is not refused by the specification."""
    old, new = met.old, met.new
    types = (old.type, new.type) if isinstance(old, Field) and isinstance(new, Field) else ()
    return types == ("bytes", "string")


def no_text(sent: bytes) -> bool:
    """The bytes hold some that are not UTF-8."""
    return "\N{REPLACEMENT CHARACTER}" in sent.decode("utf-8", "replace")


OPEN_ENUMS = (
    Departure(
        rules=("protobuf-closed-enum-value-added", "protobuf-closed-enum-value-removed"),
        was=Outcome.LOSES,
        now=Outcome.OK,
        why=KEEPS,
    ),
    Departure(
        rules=("protobuf-enum-closed", "protobuf-enum-opened"),
        was=Outcome.LOSES,
        now=Outcome.OK,
        why=KEEPS,
    ),
    Departure(
        rules=(
            "protobuf-required-enum-value-added", "protobuf-required-enum-value-removed",
            "protobuf-required-enum-closed", "protobuf-required-enum-opened",
        ),
        was=Outcome.REJECTS,
        now=Outcome.OK,
        why=KEEPS,
    ),
    Departure(
        rules=("protobuf-required-enum-value-renumbered",),
        was=Outcome.REJECTS,
        now=Outcome.MISREADS,
        why=f"{KEEPS}: the name stands for another one",
    ),
    Departure(
        rules=("protobuf-closed-enum-value-renumbered",),
        was=Outcome.LOSES,
        now=Outcome.MISREADS,
        why=f"{KEEPS}: the name stands for another one",
    ),
    Departure(
        rules=("protobuf-field-type-re*", "protobuf-field-type-misread-by-*"),
        was=Outcome.LOSES,
        now=Outcome.OK,
        why=KEEPS,
        when=into_closed_enum,
    ),
    Departure(
        rules=("protobuf-required-field-type-re*",),
        was=Outcome.REJECTS,
        now=Outcome.OK,
        why=KEEPS,
        when=into_closed_enum,
    ),
)  # fmt: skip
"""Closed enums are open to readers whose enums are numbers."""

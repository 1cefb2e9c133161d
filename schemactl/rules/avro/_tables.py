"""A writer's and a reader's type in; how the reader reads the data out.

Every row is of the section "Schema Resolution" of the Avro specification 1.12, or of the section it names.
Asked in terms of a reader and a writer, never of old and new: both directions are the same question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from schemactl.model.avro import NAMED, Definition, Enum, Field, Fixed, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.avro import Use
    from schemactl.model.change import Change


class Reading(IntEnum):
    """What the worst value does, the most harmful last. Rounding comes first, since policies tolerate it."""

    EXACT = 0
    LOSSY = 1
    """Rounded, as the specification allows."""
    REFUSED = 2
    WRONG = 3
    """Read as something else than was meant."""


PROMOTIONS = {
    ("int", "long"): Reading.EXACT,  # "int is promotable to long, float, or double"
    ("int", "float"): Reading.LOSSY,  # from 2^24 on, not every int is a float
    ("int", "double"): Reading.EXACT,
    ("long", "float"): Reading.LOSSY,  # "long is promotable to float or double"
    ("long", "double"): Reading.LOSSY,  # from 2^53 on, not every long is a double
    ("float", "double"): Reading.EXACT,  # "float is promotable to double"
    ("string", "bytes"): Reading.EXACT,  # "string is promotable to bytes"
    (
        "bytes",
        "string",
    ): Reading.REFUSED,  # "bytes is promotable to string": where they are not UTF-8, it fails
}
"""(the writer's type, the reader's type), as Schema Resolution lists the promotions."""

_DECIMAL = re.compile(r"decimal\(([0-9]+), ([0-9]+)\)")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A writer's and a reader's named types.

    names: which of the reader's types is which of the writer's: what differs in those is told at its place.
    assumed: pairs under comparison. They are taken to be readable, so that recursion ends.
    """

    writer: Mapping[str, Any]
    reader: Mapping[str, Any]
    names: Mapping[str, str]
    assumed: frozenset[tuple[str, str]] = field(default=frozenset())


def meetings(change: Change) -> tuple[Meeting, Meeting]:
    """Backward (the new schema reads) and forward (the old one reads)."""
    step, undone = change.step, change.step.flipped
    return (
        Meeting(step.old.types, step.new.types, step.names),
        Meeting(undone.old.types, undone.new.types, undone.names),
    )


def read(writer: Use, reader: Use, meeting: Meeting) -> Reading:
    """How data of the writer's type is read as the reader's."""
    if writer.type == "union":  # Unions: against the branch that was written
        return max((read(branch.type, reader, meeting) for branch in writer.branches), default=Reading.EXACT)
    if reader.type == "union":  # Unions: the first branch that matches
        taken = (branch.type for branch in reader.branches if matches(writer, branch.type, meeting))
        first = next(taken, None)
        return Reading.REFUSED if first is None else read(writer, first, meeting)
    if not matches(writer, reader, meeting):
        return Reading.REFUSED
    if writer.type in NAMED:
        return _read_named(writer.name, reader.name, meeting)
    if writer.inner and reader.inner:
        return read(writer.inner[0], reader.inner[0], meeting)
    promoted = PROMOTIONS.get((writer.type, reader.type), Reading.EXACT)
    return max(promoted, meaning(reader.type, writer.logical, reader.logical))


def matches(writer: Use, reader: Use, meeting: Meeting) -> bool:
    """Whether two types match: shallowly, as a reader looks for a branch."""
    if "union" in {writer.type, reader.type}:  # "either schema is a union"
        return True
    if writer.type in NAMED and writer.type == reader.type:
        return names_match(meeting.writer[writer.name], meeting.reader[reader.name])
    if writer.inner and reader.inner:  # "arrays whose item types match", "maps whose value types match"
        return writer.type == reader.type and matches(writer.inner[0], reader.inner[0], meeting)
    return writer.type == reader.type or (writer.type, reader.type) in PROMOTIONS


def names_match(writer: Definition, reader: Definition) -> bool:
    """Names match without their namespaces, or through an alias of the reader's (Aliases)."""
    return writer.name == reader.name or bool({writer.full_name, writer.name} & set(reader.aliases))


def meaning(base: str, writer: str, reader: str) -> Reading:
    """How a value of one logical type is read as another on the same underlying type (Logical Types).

    A reader ignores what it has no logical type for. Resolution knows decimals alone: they "match if their
    scales and precisions match". Readers do not look, so that the digits are taken for another number.
    """
    if reader == "uuid" and writer != "uuid" and base == "string":
        return Reading.REFUSED  # "has to conform with RFC-4122": text that does not is no UUID
    if not writer or not reader or writer == reader:
        return Reading.EXACT
    ours, theirs = _DECIMAL.fullmatch(writer), _DECIMAL.fullmatch(reader)
    if ours and theirs and ours[2] == theirs[2] and int(ours[1]) <= int(theirs[1]):
        return Reading.EXACT
    return Reading.WRONG


def _read_named(writer_name: str, reader_name: str, meeting: Meeting) -> Reading:
    """Compare two different types by what they hold; two versions of one are compared where it is defined."""
    pair = (writer_name, reader_name)
    if meeting.names.get(writer_name) == reader_name or pair in meeting.assumed:
        return Reading.EXACT
    writer, reader = meeting.writer[writer_name], meeting.reader[reader_name]
    inside = Meeting(meeting.writer, meeting.reader, meeting.names, meeting.assumed | {pair})
    if isinstance(writer, Record):
        return max((_read_field(item, writer, inside) for item in reader.fields), default=Reading.EXACT)
    if isinstance(writer, Enum):
        return _read_symbols(writer, reader)
    return _read_fixed(writer, reader)


def _read_field(reader: Field, record: Record, meeting: Meeting) -> Reading:
    """A reader's field that the writer does not have needs a default."""
    known = {reader.name, *reader.aliases}
    writer = next((item for item in record.fields if item.name in known), None)
    if writer is None:
        return Reading.REFUSED if reader.default is None else Reading.EXACT
    return read(writer.type, reader.type, meeting)


def _read_symbols(writer: Enum, reader: Enum) -> Reading:
    """A symbol that the reader does not have becomes its default, or is an error."""
    known = {symbol.name for symbol in reader.symbols}
    if all(symbol.name in known for symbol in writer.symbols):
        return Reading.EXACT
    return Reading.REFUSED if reader.default is None else Reading.WRONG


def _read_fixed(writer: Fixed, reader: Fixed) -> Reading:
    """Both "sizes match"."""
    if writer.size != reader.size:
        return Reading.REFUSED
    return meaning("fixed", writer.type.logical, reader.type.logical)

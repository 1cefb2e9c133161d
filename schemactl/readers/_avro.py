"""A writer's and a reader's type in; how a reader that has its own ways reads the data, and why, out.

The specification's way is rules/avro/_tables.py. What is here asks the same, and lets a reader answer otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from schemactl.model.avro import NAMED, Branch, Enum, Fixed, Record, Use
from schemactl.model.effect import Outcome
from schemactl.rules.avro._tables import PROMOTIONS, Reading, meaning, meetings, names_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemactl.model.avro import Definition, Field
    from schemactl.model.change import Change
    from schemactl.model.reader import Told
    from schemactl.rules.avro._tables import Meeting

OUTCOMES = {
    Reading.EXACT: Outcome.OK,
    Reading.LOSSY: Outcome.MISREADS,
    Reading.REFUSED: Outcome.REJECTS,
    Reading.WRONG: Outcome.MISREADS,
}


TYPES = (
    "avro-type-equivalent", "avro-type-incompatible", "avro-type-narrowed*", "avro-type-promoted*",
    "avro-type-reinterpreted*", "avro-type-replaced*", "avro-type-to-*", "avro-union-*", "avro-wider-union-to-type*",
    "avro-bytes-to-string", "avro-string-to-bytes",
)  # fmt: skip
"""The rules whose outcome hangs on types."""


class Heard(NamedTuple):
    """How data is read, and why that is not what the specification says, if it is not."""

    reading: Reading
    why: str = ""


REFUSED = Heard(Reading.REFUSED)
EXACT = Heard(Reading.EXACT)


class Resolver:
    """Reads as the specification says; a reader with its own ways overrides them."""

    promotions: ClassVar[Mapping[tuple[str, str], Heard]] = {
        types: Heard(reading) for types, reading in PROMOTIONS.items()
    }

    uuid: ClassVar[Heard] = Heard(Reading.REFUSED)
    """What becomes of text that is no UUID where the reader's schema wants one."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._assumed: set[tuple[str, str]] = set()

    @classmethod
    def judge(cls, met: Change) -> Told | None:
        """What becomes of data whose type changed, or whose branch went; None for any other change."""
        sides = _types(met)
        if sides is None:
            return None
        heard = cls(meetings(met)[0]).read(*sides)
        return OUTCOMES[heard.reading], heard.why

    def read(self, writer: Use, reader: Use) -> Heard:
        if writer.type == "union":
            return worst(self.read(branch.type, reader) for branch in writer.branches)
        if reader.type == "union":
            taken = self.branch(writer, reader)
            return self.refused(writer, reader) if taken is None else self.read(writer, taken)
        if not self.matches(writer, reader):
            return self.refused(writer, reader)
        if writer.type in NAMED:
            return self.named(self.meeting.writer[writer.name], self.meeting.reader[reader.name])
        if writer.inner and reader.inner:
            return self.read(writer.inner[0], reader.inner[0])
        promoted = self.promotions.get((writer.type, reader.type), EXACT)
        meant = meaning(reader.type, writer.logical, reader.logical)
        return worst((promoted, self.uuid if meant is Reading.REFUSED else Heard(meant)))

    def refused(self, writer: Use, reader: Use) -> Heard:
        """Types that do not match; a reader that refuses what the specification does not says why."""
        del writer, reader
        return REFUSED

    def branch(self, writer: Use, union: Use) -> Use | None:
        """The branch that takes the data: the first that matches."""
        return next((item.type for item in union.branches if self.matches(writer, item.type)), None)

    def matches(self, writer: Use, reader: Use) -> bool:
        if "union" in {writer.type, reader.type}:
            return True
        if writer.type in NAMED and writer.type == reader.type:
            return self.named_alike(self.meeting.writer[writer.name], self.meeting.reader[reader.name])
        if writer.inner and reader.inner:
            return writer.type == reader.type and self.matches(writer.inner[0], reader.inner[0])
        return writer.type == reader.type or (writer.type, reader.type) in self.promotions

    def named_alike(self, writer: Definition, reader: Definition) -> bool:
        return names_match(writer, reader)

    def named(self, writer: Definition, reader: Definition) -> Heard:
        """Compare two different types by what they hold; two versions of one are compared where it is defined."""
        pair = (writer.full_name, reader.full_name)
        if self.meeting.names.get(pair[0]) == pair[1] or pair in self._assumed:
            return EXACT
        self._assumed.add(pair)
        if isinstance(writer, Record) and isinstance(reader, Record):
            return worst(self.field(writer, field) for field in reader.fields)
        if isinstance(writer, Enum) and isinstance(reader, Enum):
            return self.symbols(writer, reader)
        assert isinstance(writer, Fixed)  # noqa: S101
        assert isinstance(reader, Fixed)  # noqa: S101
        if writer.size != reader.size:
            return REFUSED
        return Heard(meaning("fixed", writer.type.logical, reader.type.logical))

    def field(self, record: Record, reader: Field) -> Heard:
        known = {reader.name, *reader.aliases}
        writer = next((item for item in record.fields if item.name in known), None)
        if writer is None:
            return REFUSED if reader.default is None else EXACT
        return self.read(writer.type, reader.type)

    def symbols(self, writer: Enum, reader: Enum) -> Heard:
        if {symbol.name for symbol in writer.symbols} <= {symbol.name for symbol in reader.symbols}:
            return EXACT
        return REFUSED if reader.default is None else Heard(Reading.WRONG)


def worst(heard: Iterable[Heard]) -> Heard:
    """The most harmful, one with a reason before one without."""
    return max(heard, key=lambda each: (each.reading, bool(each.why)), default=EXACT)


def _types(met: Change) -> tuple[Use, Use] | None:
    """The types that data of a change is written and read as, with the array or map that they are in."""
    ours, theirs = met.old_owner, met.new_owner
    if isinstance(met.old, Use) and isinstance(ours, Use) and isinstance(theirs, Use):
        return ours, theirs
    if isinstance(met.old, Use) and isinstance(met.new, Use):
        return met.old, met.new
    if isinstance(met.old, Branch) and isinstance(met.new_owner, Use):
        return met.old.type, met.new_owner
    return None

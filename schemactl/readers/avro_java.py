"""Apache Avro's Java library: `GenericDatumReader`, and what is built on its decoder."""

from __future__ import annotations

from typing import ClassVar

from schemactl.model.avro import NAMED, Definition, Record, Use
from schemactl.model.effect import Outcome
from schemactl.model.reader import Departure, Reader
from schemactl.readers._avro import TYPES, Heard, Resolver
from schemactl.readers._java_unions import sought_in_vain
from schemactl.rules.avro._tables import Reading, names_match

FIELDS = "it reads a record by its fields, whatever its name"
BRANCH = "it takes the branch of the very type before one to which the data is promoted"
FULL_NAMES = "in a union it compares the full names of enums and fixed"
UTF8 = "it reads bytes that are not UTF-8 as the character U+FFFD"
UUIDS = "it does not look whether text is a UUID"


class Resolution(Resolver):
    """The ways of `org.apache.avro.Resolver`."""

    promotions = {**Resolver.promotions, ("bytes", "string"): Heard(Reading.WRONG, UTF8)}  # noqa: RUF012
    uuid: ClassVar[Heard] = Heard(Reading.EXACT, UUIDS)

    def read(self, writer: Use, reader: Use) -> Heard:
        heard = super().read(writer, reader)
        if writer.type == "union" or heard.why or reader.type != "union":
            return heard
        first, taken = super().branch(writer, reader), self.branch(writer, reader)
        return heard if first is taken else heard._replace(why=BRANCH)

    def branch(self, writer: Use, union: Use) -> Use | None:
        """One of the very type, a record also by its fields; then one to which the data is promoted."""
        same = [item.type for item in union.branches if item.type.type == writer.type]
        if writer.type in NAMED:
            return self.of_name(writer, same)
        return same[0] if same else super().branch(writer, union)

    def of_name(self, writer: Use, branches: list[Use]) -> Use | None:
        """A record is also taken by a branch that has fields for it: best by one of the same short name."""
        ours = self.meeting.writer[writer.name]
        theirs = {branch.name: self.meeting.reader[branch.name] for branch in branches}
        for branch in branches:
            if ours.full_name in {branch.name, *theirs[branch.name].aliases}:
                return branch
        fits = [branch for branch in branches if self.fits(ours, theirs[branch.name])]
        namesakes = [branch for branch in fits if theirs[branch.name].name == ours.name]
        return next(iter((*namesakes[-1:], *fits)), None)

    def fits(self, writer: Definition, reader: Definition) -> bool:
        return isinstance(writer, Record) and self.named(writer, reader).reading is not Reading.REFUSED

    def named_alike(self, writer: Definition, reader: Definition) -> bool:
        return isinstance(writer, Record) or names_match(writer, reader)

    def named(self, writer: Definition, reader: Definition) -> Heard:
        heard = super().named(writer, reader)
        return heard if names_match(writer, reader) or heard.why else heard._replace(why=FIELDS)

    def refused(self, writer: Use, reader: Use) -> Heard:
        named = reader.type == "union" and writer.type in NAMED
        return Heard(Reading.REFUSED, FULL_NAMES if named else "")


READER = Reader(
    name="avro-java",
    format="avro",
    library="org.apache.avro:avro 1.12.2",
    departures=(
        Departure(
            rules=("avro-type-renamed*",),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            why=FIELDS,
            when=lambda met: isinstance(met.new, Record),
        ),
        Departure(
            rules=("avro-namespace-changed",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=FULL_NAMES,
            when=sought_in_vain,
        ),
        Departure(
            rules=("avro-uuid-*",),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            why=UUIDS,
        ),
        Departure(
            rules=TYPES,
            why=f"{FIELDS}; {BRANCH}; {FULL_NAMES}; {UTF8}",
            judge=Resolution.judge,
        ),
    ),
)

"""Apache Avro's own Python package: `avro.io.DatumReader`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from schemactl.model.avro import NAMED, Definition, Field, Record, Use
from schemactl.model.effect import Outcome
from schemactl.model.reader import Departure, Reader
from schemactl.readers._avro import REFUSED, TYPES, Heard, Resolver, worst
from schemactl.rules.avro._tables import PROMOTIONS, Reading, names_match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemactl.model.change import Change
    from schemactl.model.element import NamedType

ALIASES = "it ignores aliases"
NAMES = "it compares full names, and ignores aliases"
TEXT = "it reads no string as bytes, and no bytes as a string"
CONTAINERS = "it promotes nothing in an array or map"
UNIONS = "it reads a union as a union alone"
NUMBERS = "it keeps a number as it was written"
DEFAULTS = "it has no enum defaults"
FIELD_DEFAULTS = (
    "it takes a default only of a union's first branch, and none without a point for a float or double"
)
UUIDS = "it does not look whether text is a UUID"
_PYTHON = {"null": type(None), "int": int, "long": int, "float": float, "double": float}
"""By type: what a default has to be in Python."""
_TEXT = {("string", "bytes"), ("bytes", "string")}


class Resolution(Resolver):
    """The ways of `DatumReader.read_data` and of the schemas' `match`."""

    promotions = {  # noqa: RUF012  (a ClassVar of the base)
        types: Heard(Reading.EXACT, NUMBERS) for types in PROMOTIONS if types not in _TEXT
    }
    uuid: ClassVar[Heard] = Heard(Reading.EXACT, UUIDS)

    def read(self, writer: Use, reader: Use) -> Heard:
        if writer.type == "union" and reader.type != "union":
            return Heard(Reading.REFUSED, UNIONS)
        return super().read(writer, reader)

    def matches(self, writer: Use, reader: Use) -> bool:
        if writer.inner and reader.inner:
            return (writer.type, writer.inner[0].type) == (reader.type, reader.inner[0].type)
        return super().matches(writer, reader)

    def named_alike(self, writer: Definition, reader: Definition) -> bool:
        return writer.full_name == reader.full_name

    def refused(self, writer: Use, reader: Use) -> Heard:
        if reader.type == "union":
            return worst(self.refused(writer, branch.type) for branch in reader.branches)
        if (writer.type, reader.type) in _TEXT:
            return Heard(Reading.REFUSED, TEXT)
        if writer.inner and writer.type == reader.type:
            return Heard(Reading.REFUSED, CONTAINERS)
        if writer.type in NAMED and writer.type == reader.type:
            sides = self.meeting.writer[writer.name], self.meeting.reader[reader.name]
            return Heard(Reading.REFUSED, NAMES if names_match(*sides) else "")
        return REFUSED


def unreadable_default(met: Change) -> bool:
    """The reader's field has a default that `DatumReader._read_default_value` does not take."""
    field = met.new
    if not isinstance(field, Field) or field.default is None:
        return False
    return not _takes(field.type, json.loads(field.default), met.step.new.types)


def _takes(use: Use, default: Any, types: Mapping[str, NamedType]) -> bool:
    """A union's default is of its first branch, and a floating-point one is written with a point."""
    if use.type == "union":
        return _takes(use.branches[0].type, default, types)
    if use.type in _PYTHON:
        return isinstance(default, _PYTHON[use.type])
    if use.type == "array":
        return all(_takes(use.inner[0], item, types) for item in default)
    if use.type == "map":
        return all(_takes(use.inner[0], item, types) for item in default.values())
    named = types.get(use.name)
    if not isinstance(named, Record):
        return True
    inner = ((field, default.get(field.name)) for field in named.fields)
    return all(
        _takes(field.type, json.loads(field.default or "null") if item is None else item, types)
        for field, item in inner
    )


READER = Reader(
    name="avro-python",
    format="avro",
    library="avro 1.12.2",
    departures=(
        Departure(
            rules=("avro-namespace-changed", "avro-type-renamed*"),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=NAMES,
        ),
        Departure(
            rules=("avro-field-added-*", "avro-field-removed-*"),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=FIELD_DEFAULTS,
            when=unreadable_default,
        ),
        Departure(
            rules=("avro-field-renamed*",),
            was=Outcome.MISREADS,
            now=Outcome.REJECTS,
            why=FIELD_DEFAULTS,
            when=unreadable_default,
        ),
        Departure(
            rules=("avro-record-error-changed",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why="a record and an error never match to it",
        ),
        Departure(
            rules=("avro-field-renamed*",),
            was=Outcome.OK,
            now=Outcome.REJECTS,
            why=ALIASES,
            when=lambda met: unreadable_default(met) or getattr(met.new, "default", None) is None,
        ),
        Departure(
            rules=("avro-field-renamed*",),
            was=Outcome.OK,
            now=Outcome.MISREADS,
            why=f"{ALIASES}, and takes the default",
        ),
        Departure(
            rules=("avro-field-added-under-alias*", "avro-field-removed-under-alias*"),
            was=Outcome.REJECTS,
            now=Outcome.LOSES,
            why=ALIASES,
            when=lambda met: met.new is None,
        ),
        Departure(
            rules=("avro-enum-symbol-*-with-default",),
            was=Outcome.MISREADS,
            now=Outcome.REJECTS,
            why=DEFAULTS,
        ),
        Departure(
            rules=("avro-uuid-*",),
            was=Outcome.REJECTS,
            now=Outcome.OK,
            why=UUIDS,
        ),
        Departure(
            rules=TYPES,
            why=f"{NAMES}; {CONTAINERS}; {TEXT}; {UNIONS}; {NUMBERS}",
            judge=Resolution.judge,
        ),
    ),
)

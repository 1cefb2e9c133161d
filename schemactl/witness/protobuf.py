"""A change between two Protobuf schemas in; values that should show its effect out, the most readable first."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from schemactl.model.effect import Direction, Surface
from schemactl.model.protobuf import Enum, EnumValue, Field, Message
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemactl.model.change import Change, Link, Step
    from schemactl.model.schema import Schema

INTEGERS = (1234, 1, -1, 2, 2**31, 2**32 + 1, 2**32, 2**53 + 1, -(2**31), 2**31 - 1, 2**63 - 1, 2**64 - 1, 0)
RANGES = {
    "int32": (-(2**31), 2**31 - 1), "sint32": (-(2**31), 2**31 - 1), "sfixed32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1), "sint64": (-(2**63), 2**63 - 1), "sfixed64": (-(2**63), 2**63 - 1),
    "uint32": (0, 2**32 - 1), "fixed32": (0, 2**32 - 1), "uint64": (0, 2**64 - 1), "fixed64": (0, 2**64 - 1),
}  # fmt: skip
PLAIN: dict[str, tuple[Any, ...]] = {
    "bool": (True, False),
    "float": (1.5, 1.0, 1234.0, 0.0),
    "double": (1.5, 1.1, 1.0, 16777217.0, 1e300, 0.0),
    "string": ("a", "abcd", "abcdef", "abcdabcd", "12", "true", "\x08\x01", ""),
    "bytes": (b"a", b"\xff", b"abcd", b"abcdabcd", b"\x08\x01", b""),
}
UNNAMED = 1234
"""A number that an open enum carries though no value has it."""
AIMED: dict[str, Callable[[int], Any]] = {
    **dict.fromkeys(("int64", "uint64", "sint64", "fixed64", "sfixed64"), lambda number: 2**32 + number),
    "sint32": lambda number: -(number + 1) // 2 if number % 2 else number // 2,
    **dict.fromkeys(("float", "double"), lambda number: number + 0.5),
    "string": chr,
    "bytes": lambda number: bytes([number]),
}
"""By type: the value that becomes a number below 128 when 64 bits are cut to 32, a zig-zag is taken for a plain
varint, a fraction is dropped, or text for packed numbers."""
KEYS = {"string": "k", "bool": True}
LONG = "a" * 128
"""Its length takes two bytes, which are not UTF-8: a message with it is no text."""
DEPTH = 3
USERS = 3
"""How many fields of an enum's type are tried."""
MEMBERS = 8
"""How many fields of a message are set, one at a time, when the message itself is the value."""


class Samples:
    """Candidates for one step; the writer's side is the old one backward and the new one forward."""

    def __init__(self, step: Step) -> None:
        self._writers = {
            Direction.BACKWARD: _Writer(step.old, step.new, step.names),
            Direction.FORWARD: _Writer(step.new, step.old, step.flipped.names),
        }

    def of(self, change: Change, direction: Direction, surface: Surface) -> Iterator[Sample]:
        oriented = change if direction is Direction.BACKWARD else change.flipped
        writer = self._writers[direction]
        if (
            change.link and surface is Surface.JSON
        ):  # whether its key leads here is the field's; its bytes are bytes
            return writer.through_links(oriented)
        return writer.samples(oriented)


SAMPLES = Samples


class _Writer:
    """One side as the writer of data that the other side reads. Changes come oriented: old is the writer's."""

    def __init__(self, writer: Schema, reader: Schema, names: dict[str, str]) -> None:
        self.writer = writer
        self.reader = reader
        self.names = names
        self.references: dict[tuple[str, str], tuple[Change, ...]] = {}

    def samples(self, change: Change) -> Iterator[Sample]:
        if change.kind == "field":
            yield from self.of_field(change)
        elif isinstance(change.old, EnumValue) and isinstance(change.old_owner, Enum):
            yield from self.of_enum(change.old_owner, (change.old.number,))
        elif isinstance(change.old, Enum):
            yield from self.of_enum(change.old, (UNNAMED,))
        elif isinstance(change.old, Message):
            alone = change.new or self.writer.is_event(change.old.full_name)
            if alone:
                for value in self.messages(change.old.full_name):
                    yield Sample(change.old.full_name, change.new_path, value)
            if change.facet == "name" or not alone:
                yield from self.packed(change.old.full_name)

    def through_links(self, change: Change) -> Iterator[Sample]:
        """What refers to two types, with a value of the one in it."""
        assert change.link is not None  # noqa: S101
        for value in self.linked(change):
            yield from self.through(change.link, value)

    def linked(self, change: Change) -> Iterator[Any]:
        """Values of the type that a link leads to another; None is an absent one."""
        if change.kind == "field":
            yield from (sample.value for sample in self.of_field(change))
        elif isinstance(change.old, EnumValue):
            yield from (change.old.number, None)
        elif isinstance(change.old, Enum):
            yield from (UNNAMED, None)
        elif isinstance(change.old, Message):
            yield from self.messages(change.old.full_name)

    def through(self, link: Link, value: Any, depth: int = 0) -> Iterator[Sample]:
        """A value of the type that a link leads to another, in what refers to it."""
        if link.names not in self.references:
            self.references[link.names] = tuple(islice(link.oriented(), USERS))
        for reference in self.references[link.names]:
            field = reference.old
            if not isinstance(field, Field):  # a method takes or gives it as it is
                yield Sample(link.old, link.new, value)
            elif reference.facet == "type_name" and (holder := self.holder(reference.old_owner, field)):
                outer, _ = self.within_map(reference.old_owner, field)
                held = {} if value is None else {_key(outer): self.as_held(outer, value)}
                whole = self.required(holder) | held
                if reference.link is None:
                    yield Sample(holder, self.holder(reference.new_owner, reference.new, self.reader), whole)
                elif depth < DEPTH:
                    yield from self.through(reference.link, whole, depth + 1)

    def packed(self, full_name: str) -> Iterator[Sample]:
        """The messages that have an Any, with this one in it."""
        inner = [next(self.messages(full_name)), self.required(full_name)]
        for user in islice(self.users.get("google.protobuf.Any", ()), USERS):
            holder = user.extendee or user.full_name.rpartition(".")[0]
            read_as, base = self.names.get(holder, holder), self.required(holder)
            for fields in inner:
                packed = self.as_held(user, {"@type": full_name, **fields})
                yield Sample(holder, read_as, base | {_key(user): packed})

    def of_field(self, change: Change) -> Iterator[Sample]:
        """The holder with this field set; with it and a rival for its oneof; and without it."""
        field, reader = change.old, change.new
        holder = self.holder(change.old_owner, field or reader)
        read_as = holder and self.holder(change.new_owner, reader or field, self.reader)
        if holder is None:
            return
        base = self.required(holder)
        if isinstance(field, Field):
            outer, make = self.within_map(change.old_owner, field)
            for value in self.values(outer, make):
                yield Sample(holder, read_as, base | {_key(outer): value})
            if isinstance(reader, Field) and not isinstance(change.old_owner, Field):
                for aimed in self.aimed(field, reader):
                    yield Sample(holder, read_as, base | {_key(field): self.as_held(field, aimed)})
                for rival in self.rivals(holder, read_as, field, reader):
                    for value in self.values(rival):
                        yield Sample(
                            holder, read_as, base | {_key(field): self.one(field), rival.name: value}
                        )
        yield Sample(holder, read_as, base)

    def aimed(self, field: Field, reader: Field) -> Iterator[Any]:
        """What is a number of the reader's enum once it is cut, rounded down, or taken for a varint."""
        enum = self.reader.types.get(reader.type_name)
        if isinstance(enum, Enum) and field.type in AIMED:
            numbers = (value.number for value in enum.values[:MEMBERS] if 0 <= value.number < 128)  # noqa: PLR2004
            yield from map(AIMED[field.type], numbers)

    def holder(self, owner: Any, field: Any, side: Schema | None = None) -> str | None:
        """The full name of the message in which a field's data stands; None if the writer has none."""
        side = side or self.writer
        if field.extendee:
            return str(field.extendee)
        if isinstance(owner, Message):
            return owner.full_name
        if isinstance(owner, Field):  # the field of a map's entry
            return owner.extendee or owner.full_name.rpartition(".")[0]
        return None

    def within_map(self, owner: Any, field: Field) -> tuple[Field, Field | None]:
        """The field to set, and the entry field to vary where that is a map."""
        return (owner, field) if isinstance(owner, Field) else (field, None)

    def rivals(self, holder: str, read_as: str | None, field: Field, reader: Field) -> Iterator[Field]:
        """The writer's fields that the reader has in the same oneof and the writer does not."""
        ours, theirs = self.writer.types.get(holder), self.reader.types.get(read_as or "")
        if not isinstance(ours, Message) or not isinstance(theirs, Message) or not reader.oneof:
            return
        members = {item.number for item in theirs.fields if item.oneof == reader.oneof}
        for item in ours.fields:
            apart = not item.oneof or item.oneof != field.oneof
            if item.number in members and item.number != field.number and apart:
                yield item

    def of_enum(self, enum: Enum, numbers: tuple[int, ...]) -> Iterator[Sample]:
        """The messages that have a field of this enum, with that field at these numbers, and absent."""
        for user in islice(self.users.get(enum.full_name, ()), USERS):
            holder = user.extendee or user.full_name.rpartition(".")[0]
            read_as = self.names.get(holder, holder)
            base = self.required(holder)
            for number in numbers:
                yield Sample(holder, read_as, base | {_key(user): self.as_held(user, number)})
            yield Sample(holder, read_as, base)

    def as_held(self, user: Field, value: Any) -> Any:
        """A single value as the field has it."""
        if user.entry:
            return {KEYS.get(user.entry[0].type, 1): value}
        return [value] if user.cardinality == "repeated" else value

    @cached_property
    def users(self) -> dict[str, list[Field]]:
        """The fields of each enum's type, required and plain ones first; map values come as their map."""
        found: dict[str, list[Field]] = defaultdict(list)
        for named in self.writer.types.values():
            if isinstance(named, Message):
                for field in (*named.fields, *named.extensions):
                    found[field.entry[1].type_name if field.entry else field.type_name].append(field)
        for root in self.writer.roots:
            if isinstance(root, Field):
                found[root.type_name].append(root)
        return {name: sorted(fields, key=_plainness) for name, fields in found.items()}

    def required(self, holder: str, depth: int = 0) -> dict[str, Any]:
        """The required fields of a message, each with a value."""
        message = self.writer.types.get(holder)
        if not isinstance(message, Message) or depth > DEPTH:
            return {}
        return {
            field.name: self.one(field, depth) for field in message.fields if field.presence == "required"
        }

    def one(self, field: Field, depth: int = 0) -> Any:
        return next(self.values(field, depth=depth))

    def values(self, field: Field, entry: Field | None = None, depth: int = 0) -> Iterator[Any]:
        """Values of a field as its cardinality has them; of a map with `entry` (its key or value) varied."""
        if field.type == "map":
            yield from self.maps(field, entry, depth)
        elif field.cardinality == "repeated":
            singles = list(self.singles(field, depth))
            yield from ([value] for value in singles)
            yield [singles[0], singles[-1]]
            yield [singles[0]] * 4
            yield [singles[0]] * 8
        else:
            yield from self.singles(field, depth)

    def maps(self, field: Field, entry: Field | None, depth: int) -> Iterator[Any]:
        key, value = field.entry
        first_key, first_value = KEYS.get(key.type, 1), self.one(value, depth)
        if entry is not None and entry.number == key.number:
            yield from ({item: first_value} for item in self.singles(key, depth))
        else:
            yield from ({first_key: item} for item in self.singles(value, depth))

    def singles(self, field: Field, depth: int = 0) -> Iterator[Any]:
        """Single values of a field's type, the most telling first."""
        if field.type in RANGES:
            low, high = RANGES[field.type]
            yield from (number for number in INTEGERS if low <= number <= high)
        elif field.type == "enum":
            yield from self.enum_numbers(field.type_name)
        elif field.type in ("message", "group"):
            yield from self.messages(field.type_name, depth)
        else:
            yield from PLAIN[field.type]

    def enum_numbers(self, full_name: str) -> Iterator[int]:
        """An enum's numbers, its zero last; an open one carries others as well."""
        enum = self.writer.types.get(full_name)
        if isinstance(enum, Enum):
            yield from sorted((value.number for value in enum.values), key=lambda number: number == 0)
            if not enum.closed:
                yield from (UNNAMED, -1)

    def messages(self, full_name: str, depth: int = 0) -> Iterator[dict[str, Any]]:
        """A message with each of its fields set in turn, and the emptiest one that is valid."""
        base = self.required(full_name, depth + 1)
        message = self.writer.types.get(full_name)
        if isinstance(message, Message) and depth < DEPTH:
            for field in (*message.fields, *message.extensions)[:MEMBERS]:
                for value in islice(self.values(field, depth=depth + 1), 4):
                    yield base | {_key(field): value}
            for field in message.fields:
                if field.type in ("string", "bytes") and field.cardinality == "singular":
                    yield base | {field.name: LONG if field.type == "string" else LONG.encode()}
        yield base


def _plainness(field: Field) -> tuple[bool, ...]:
    return (field.presence != "required", field.cardinality == "repeated", field.type == "map")


def _key(field: Field) -> str:
    return f"[{field.full_name}]" if field.extendee else field.name

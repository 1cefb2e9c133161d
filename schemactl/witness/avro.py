"""A change between two Avro schemas in; values that should show its effect out, the most readable first."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from schemactl.model.avro import Branch, Definition, Enum, Field, File, Fixed, Record, Use
from schemactl.model.effect import Direction
from schemactl.witness.sample import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.change import Change, Step
    from schemactl.model.effect import Surface
    from schemactl.model.element import Element
    from schemactl.model.schema import Schema

UUID = "01890a5d-ac96-774b-bcce-b302099a8057"
TELLING: dict[str, tuple[Any, ...]] = {
    "null": (None,),
    "boolean": (True, False),
    "int": (1234, 2**24 + 1, -(2**31), 2**31 - 1),
    "long": (1234, 2**24 + 1, 2**53 + 1, 2**31, -(2**63)),
    "float": (1.5, 3.0e38),
    "double": (1.5, 1.1, 1.0e300),
    "string": ("a", "42", "naïve"),
    "bytes": (b"a", b"\xff"),
    "date": (20_000, 2**24 + 1),
    "time-millis": (45_296_789, 2**24 + 1),
    "time-micros": (45_296_789_012, 2**53 + 1),
    "timestamp-millis": (1_728_000_000_123, 2**53 + 1),
    "timestamp-micros": (1_728_000_000_123, 2**53 + 1),
    "timestamp-nanos": (1_728_000_000_123, 2**53 + 1),
    "uuid": (UUID,),
}
"""By primitive or logical type: values that tell types apart, the most readable first."""
SMALLEST: dict[str, Any] = {
    "null": None,
    "boolean": False,
    "int": 0,
    "long": 0,
    "float": 0.0,
    "double": 0.0,
    "string": "",
    "bytes": b"",
    "uuid": UUID,
    "decimal": b"\x00",
    "array": [],
    "map": {},
}
MOST = 60
"""How many samples are made of a change, at most."""


class Samples:
    """Candidates for one step; the writer's side is the old one backward and the new one forward."""

    def __init__(self, step: Step) -> None:
        self._writers = {
            Direction.BACKWARD: Writer(step.old, step.new, step.names),
            Direction.FORWARD: Writer(step.new, step.old, step.flipped.names),
        }

    def of(self, change: Change, direction: Direction, surface: Surface) -> Iterator[Sample]:
        del surface  # the same values serve both encodings
        oriented = change if direction is Direction.BACKWARD else change.flipped
        yield from islice(self._writers[direction].samples(oriented), MOST)


SAMPLES = Samples


class EndlessError(ValueError):
    """No value of the type ends: a record that always holds another of itself."""


class Writer:
    """One side as the writer of data that the other one reads. Changes come oriented: old is the writer's."""

    def __init__(self, writer: Schema, reader: Schema, names: dict[str, str]) -> None:
        self.writer = writer
        self.reader = reader
        self.names = names

    def samples(self, change: Change) -> Iterator[Sample]:
        """Values of the type in which the change is, each with the changed part in it."""
        root = self.root(change)
        focus = change.old or _beside(change.old_owner)
        if root is None or focus is None or self.only_part(change):
            return
        read_as = _root(change.new_path, self.reader) or self.reader_root(change, root)
        whole = self.writer.types.get(root)
        try:
            if change.facet == "full_name" and isinstance(whole, Enum | Fixed):
                yield from self.in_unions(whole)
            if isinstance(whole, Definition):
                values = self.of_definition(whole, focus)
            else:
                use = _files(self.writer)[root]
                values = self.telling(use) if isinstance(focus, File) else self.of_use(use, focus)
            for value in values:
                yield Sample(root, read_as, value)
        except EndlessError:
            return

    def in_unions(self, definition: Enum | Fixed) -> Iterator[Sample]:
        """The records in which a definition is a branch of a union; first those whose union is another there."""
        found = [
            (record, field)
            for record in self.writer.types.values()
            if isinstance(record, Record)
            for field in record.fields
            if definition.full_name in field.type.branch_names
        ]
        for record, field in sorted(found, key=lambda place: self.is_kept(*place)):
            for value in self.with_branch(field.type, definition.full_name):
                whole = {**self.smallest_record(record), field.name: value}
                yield Sample(record.full_name, self.names.get(record.full_name), whole)

    def is_kept(self, record: Record, field: Field) -> bool:
        """Whether the other side's field has the same types, as far as one sees without looking into them."""
        theirs = self.reader.types.get(self.names.get(record.full_name, ""))
        mates = (
            [item for item in theirs.fields if item.name == field.name] if isinstance(theirs, Record) else []
        )
        return any(_kinds(mate.type) == _kinds(field.type) for mate in mates)

    def with_branch(self, use: Use, name: str) -> Iterator[Any]:
        """Values of a type with a branch of that name in them."""
        for branch in use.branches:
            if branch.type.name == name:
                yield from ((branch.name, value) for value in self.telling(branch.type))
            yield from ((branch.name, value) for value in self.with_branch(branch.type, name))
        for item in use.inner:
            yield from (_held(use, value) for value in self.with_branch(item, name))

    def only_part(self, change: Change) -> bool:
        """What the other side lacks, and what is judged elsewhere: types inside of others, files of types."""
        if isinstance(change.old, File):
            return bool(change.old.type.name)
        inside = isinstance(change.old, Definition) and not self.writer.is_event(change.old.full_name)
        return change.new is None and inside

    def root(self, change: Change) -> str | None:
        """The writer's named type, or file, that a change is in."""
        if change.old_path is not None:
            return _root(change.old_path, self.writer)
        if isinstance(change.old_owner, Definition):
            return change.old_owner.full_name
        theirs = _root(change.new_path, self.reader)
        ours = {new: old for old, new in self.names.items()}
        return ours.get(theirs, theirs if theirs in _files(self.writer) else None) if theirs else None

    def reader_root(self, change: Change, root: str) -> str | None:
        if change.via and isinstance(change.new_owner, Definition):
            return change.new_owner.full_name
        return self.names.get(root)

    # --- values with the focus in them

    def of_definition(self, definition: Definition, focus: Element) -> Iterator[Any]:
        if isinstance(definition, Enum):
            for symbol in definition.symbols:
                if focus is definition or focus is symbol:
                    yield symbol.name
        elif isinstance(definition, Fixed):
            yield from self.fixed(definition)
        elif isinstance(definition, Record):
            yield from self.of_record(definition, focus)

    def of_record(self, record: Record, focus: Element) -> Iterator[dict[str, Any]]:
        """The smallest record, with the field set in which the focus is."""
        smallest = self.smallest_record(record)
        if focus is record:
            yield smallest
        for field in record.fields:
            of_focus = (
                self.telling(field.type, steady=True) if focus is field else self.of_use(field.type, focus)
            )
            for value in of_focus:
                yield {**smallest, field.name: value}

    def of_use(self, use: Use, focus: Element) -> Iterator[Any]:
        if use is focus:
            yield from self.telling(use)
        for branch in use.branches:
            inner = self.telling(branch.type) if branch is focus else self.of_use(branch.type, focus)
            yield from ((branch.name, value) for value in inner)
        for item in use.inner:
            yield from (_held(use, value) for value in self.of_use(item, focus))

    # --- telling values

    def telling(self, use: Use, *, steady: bool = False) -> Iterator[Any]:
        """Values of a type that show how it is read.

        steady: without branches that are read as others, whatever changed around them.
        """
        if use.type == "union":
            for branch in use.branches:
                if branch.reading == "exact" or not steady:
                    yield from ((branch.name, value) for value in self.telling(branch.type))
        elif use.inner:
            yield from (_held(use, value) for value in self.telling(use.inner[0], steady=steady))
        elif use.name:
            yield from self.telling_named(self.writer.types[use.name])
        elif use.logical.startswith("decimal"):
            yield from _decimals(use.logical)
        else:
            yield from TELLING.get(use.logical.removeprefix("local-"), TELLING[use.type])

    def telling_named(self, definition: Element) -> Iterator[Any]:
        if isinstance(definition, Enum):
            yield from (symbol.name for symbol in definition.symbols)
        elif isinstance(definition, Fixed):
            yield from self.fixed(definition)
        elif isinstance(definition, Record):
            yield self.smallest_record(definition)

    def fixed(self, fixed: Fixed) -> Iterator[bytes]:
        if fixed.type.logical.startswith("decimal"):
            yield from (_padded(number, fixed.size) for number in _decimals(fixed.type.logical))
        else:
            yield bytes(range(fixed.size % 256)).rjust(fixed.size, b"\x00")

    # --- smallest values

    def smallest_record(self, record: Record, within: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The smallest record that the other side should be able to read, if it can read any."""
        if record.full_name in within:
            raise EndlessError(record.full_name)
        inside = within | {record.full_name}
        theirs = self.reader.types.get(self.names.get(record.full_name, ""))
        mates = {item.name: item.type for item in theirs.fields} if isinstance(theirs, Record) else {}
        return {
            field.name: self.smallest(field.type, mates.get(field.name), inside) for field in record.fields
        }

    def smallest(self, use: Use, mate: Use | None, within: frozenset[str]) -> Any:
        """The smallest value of a type. mate: the reader's type, to keep to what is in both."""
        if use.type == "union":
            return self.smallest_branch(use, mate, within)
        definition = self.writer.types.get(use.name)
        if isinstance(definition, Record):
            return self.smallest_record(definition, within)
        if isinstance(definition, Enum):
            return self.symbol(definition)
        if isinstance(definition, Fixed):
            return bytes(definition.size)
        return SMALLEST.get(use.logical.partition("(")[0], SMALLEST[use.type])

    def smallest_branch(self, union: Use, mate: Use | None, within: frozenset[str]) -> Any:
        """Null if it may be, then a branch that the reader has too, then any."""
        theirs = {branch.name for branch in mate.branches} if mate else set()
        order = sorted(
            union.branches,
            key=lambda item: (item.name != "null", self.names.get(item.name, item.name) not in theirs),
        )
        for branch in order:
            try:
                return _tagged(branch, self.smallest(branch.type, None, within))
            except EndlessError:
                continue
        raise EndlessError(union.type_name)

    def symbol(self, enum: Enum) -> str:
        """A symbol that the reader has too, if there is one."""
        theirs = self.reader.types.get(self.names.get(enum.full_name, ""))
        known = {symbol.name for symbol in theirs.symbols} if isinstance(theirs, Enum) else set()
        names = [symbol.name for symbol in enum.symbols]
        if not names:
            raise EndlessError(enum.full_name)
        return next((name for name in names if name in known), names[0])


def _root(path: str | None, schema: Schema) -> str | None:
    """The named type, or else the file, that a path starts with."""
    parts = (path or "").split(".")
    files = _files(schema)
    starts = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return next((start for start in starts if start in schema.types or start in files), None)


def _kinds(use: Use) -> list[str]:
    """A type and all that is in it, without names."""
    return [use.type, *(kind for part in use.parts for kind in _kinds(part))]


def _files(schema: Schema) -> dict[str, Use]:
    return {root.path: root.type for root in schema.roots if isinstance(root, File)}


def _beside(owner: Element | None) -> Element | None:
    """What to write where a part is missing: its owner, or a branch of a union that is read as itself."""
    branches = owner.branches if isinstance(owner, Use) else ()
    return next((branch for branch in branches if branch.reading == "exact"), owner)


def _held(use: Use, value: Any) -> Any:
    """The value in an array or map."""
    return [value] if use.type == "array" else {"key": value}


def _tagged(branch: Branch, value: Any) -> Any:
    return None if branch.name == "null" else (branch.name, value)


def _decimals(logical: str) -> Iterator[bytes]:
    """Unscaled numbers that fit: a short one, and the largest."""
    precision = int(logical.removeprefix("decimal(").partition(",")[0])
    for number in (min(1234, 10**precision - 1), 10**precision - 1):
        yield number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)


def _padded(number: bytes, size: int) -> bytes:
    return number.rjust(size, b"\x00")[-size:] if size else b""

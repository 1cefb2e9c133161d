"""Avro bytes and a type of a schema in; what the specification says that they are out.

No library, no recursion below a depth that every reader can take, and no other error than ValueError.
https://avro.apache.org/docs/1.12.0/specification/#binary-encoding
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from schemactl.model.avro import Definition, Enum, File, Fixed, Record, Use
from schemactl.model.reading import NoValueError, OpenError, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.schema import Schema

DEEPEST = 64
"""Below that readers recurse on the stack of the thread they are in, each as far as that goes."""
MOST_EMPTY = 4096
"""So many items that take no bytes: a count may claim any number of them."""
LONG, INT = (10, 64), (5, 32)
"""How many bytes a varint has at most, and how many bits count."""


class Strict:
    """Readers of a schema's types."""

    def __init__(self, schema: Schema) -> None:
        self._types = schema.types
        self._files = {root.path: root.type for root in schema.roots if isinstance(root, File)}

    def read(self, type_name: str, data: bytes) -> Reading:
        """What these bytes are, as a value of the type with this full name, or of the file at this path."""
        seen = _Seen(self, data)
        try:
            value = seen.use(self.use(type_name), 1)
        except OpenError as error:
            return Reading(open=str(error))
        except NoValueError as error:
            return Reading(open=seen.open) if seen.open else Reading(refused=str(error))
        left = len(data) - seen.at
        return Reading(value=value, open=seen.open or (f"{left} bytes are left over" if left else ""))

    def use(self, type_name: str) -> Use:
        """The type as something is of it. Raises KeyError."""
        definition = self._types.get(type_name)
        if isinstance(definition, Definition):
            return Use(mark=definition.mark, type=definition.TYPE, name=definition.full_name)
        return self._files[type_name]

    def definition(self, use: Use) -> Any:
        return self._types[use.name]

    def empty(self, use: Use, within: tuple[str, ...] = ()) -> bool:
        """Whether a value of the type can be of no bytes."""
        if use.type == "fixed":
            return not self.definition(use).size
        if use.type == "record":
            fields = () if use.name in within else self.definition(use).fields
            return all(self.empty(field.type, (*within, use.name)) for field in fields)
        return use.type == "null"


class _Seen:
    """One reading, how far it has come, and the first thing in it that readers may differ about."""

    def __init__(self, strict: Strict, data: bytes) -> None:
        self.strict = strict
        self.data = data
        self.at = 0
        self.empties = 0
        self.open = ""

    def use(self, use: Use, depth: int) -> Any:
        if depth > DEEPEST:
            raise OpenError("nested deeper than every reader can take")
        if use.type == "union":
            branch = use.branches[self.index(len(use.branches), "branch")]
            value = self.use(branch.type, depth + 1)
            return None if branch.name == "null" else (branch.name, value)
        if use.type == "array":
            return [self.use(use.inner[0], depth + 1) for _ in self.items(use.inner[0])]
        if use.type == "map":
            return self.map(use.inner[0], depth)
        if use.name:
            return self.named(self.strict.definition(use), depth)
        return self.plain(use.type)

    def named(self, definition: Any, depth: int) -> Any:
        if isinstance(definition, Record):
            return {field.name: self.use(field.type, depth + 1) for field in definition.fields}
        if isinstance(definition, Enum):
            return definition.symbols[self.index(len(definition.symbols), "symbol")].name
        assert isinstance(definition, Fixed)  # noqa: S101  (there is nothing else)
        return self.take(definition.size)

    def map(self, use: Use, depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for _ in self.items(None):
            key = self.text()
            if key in value:
                self.open = self.open or "a key is in a map twice"
            value[key] = self.use(use, depth + 1)
        return value

    def plain(self, kind: str) -> Any:
        if kind == "null":
            return None
        if kind == "boolean":
            byte = self.take(1)[0]
            if byte > 1:
                raise NoValueError(f"a boolean is {byte}")
            return bool(byte)
        if kind in ("int", "long"):
            return self.number(INT if kind == "int" else LONG)
        if kind in ("float", "double"):
            layout, size = ("<f", 4) if kind == "float" else ("<d", 8)
            return struct.unpack(layout, self.take(size))[0]
        return self.text() if kind == "string" else self.take(self.length())

    def items(self, item: Use | None) -> Iterator[None]:
        """Once for each item of an array's or a map's blocks."""
        while count := self.number(LONG):
            end = None
            if count < 0:
                count, size = -count, self.length()
                end = self.at + size
            if item is not None and self.strict.empty(item):
                self.empties += count
                if self.empties > MOST_EMPTY:
                    raise OpenError(f"{count} items that take no bytes")
            elif count > len(self.data) - self.at:
                raise NoValueError(f"a block of {count} items in {len(self.data) - self.at} bytes")
            yield from (None for _ in range(count))
            if end is not None and end != self.at:
                self.open = (
                    self.open or "a block has another size than it says, which matters when it is skipped"
                )

    def index(self, count: int, of: str) -> int:
        index = self.number(INT if of == "symbol" else LONG)
        if not 0 <= index < count:
            raise NoValueError(f"{of} {index} of {count}")
        return index

    def length(self) -> int:
        length = self.number(LONG)
        if length < 0:
            raise NoValueError(f"a length of {length} bytes")
        if length > len(self.data) - self.at:
            raise NoValueError("it is cut")
        return length

    def text(self) -> str:
        try:
            return self.take(self.length()).decode()
        except UnicodeDecodeError:
            raise NoValueError("a string is no UTF-8") from None

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise NoValueError("it is cut")
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, width: tuple[int, int]) -> int:
        """A zig-zag varint. Raises NoValueError if it is cut, or of more bytes or bits than its type has."""
        longest, bits = width
        value = 0
        for place in range(longest):
            byte = self.take(1)[0]
            value |= (byte & 127) << 7 * place
            if byte < 128:  # noqa: PLR2004
                break
        else:
            raise NoValueError(f"a varint of more than {longest} bytes")
        if value >> bits:
            raise NoValueError(f"a number of more than {bits} bits")
        return value >> 1 ^ -(value & 1)

"""A decoder of planted.Order by hand, as a team would write one; correct, and made of parts that a bug can replace."""

from __future__ import annotations

import struct
from typing import Any

VARINT, FIXED64, BYTES, GROUP, END, FIXED32 = range(6)
ITEM = {1: ("sku", "string"), 2: ("correction", "sint32"), 3: ("part", "item")}
ORDER = {
    1: ("id", "string"),
    2: ("quantity", "int32"),
    3: ("cents", "int64"),
    4: ("balance", "sint64"),
    5: ("express", "bool"),
    6: ("state", "enum"),
    7: ("signature", "bytes"),
    8: ("weight", "double"),
    9: ("discount", "float"),
    10: ("checksum", "fixed32"),
    11: ("offset", "sfixed64"),
    12: ("priority", "optional int32"),
    13: ("marks", "repeated int32"),
    14: ("tags", "repeated string"),
    15: ("items", "repeated item"),
    16: ("stock", "map"),
    17: ("card", "oneof string"),
    18: ("invoice", "oneof int64"),
    19: ("gift", "item"),
    20: ("total", "uint64"),
}
WIRES = {
    "string": BYTES,
    "bytes": BYTES,
    "item": BYTES,
    "map": BYTES,
    "double": FIXED64,
    "sfixed64": FIXED64,
    "float": FIXED32,
    "fixed32": FIXED32,
}
LAYOUTS = {"double": "<d", "sfixed64": "<q", "float": "<f", "fixed32": "<I"}
DEEPEST = 100


class Decoder:
    """Decodes by tables; a dict of what is set, with the bytes of unknown fields under ""."""

    def decode(self, data: bytes) -> dict[str, Any]:
        value: dict[str, Any] = {"": b""}
        self.message(data, ORDER, value, 1)
        return self.finished(value)

    def finished(self, value: dict[str, Any]) -> dict[str, Any]:
        return value

    def message(
        self, data: bytes, fields: dict[int, tuple[str, str]], value: dict[str, Any], depth: int
    ) -> None:
        self.too_deep(depth)
        at = 0
        while at < len(data):
            start = at
            number, wire, at = self.tag(data, at)
            body, at = self.body(data, at, wire, number, depth)
            name, kind = fields.get(number, ("", ""))
            if not name or not self.field(name, kind, wire, body, value, depth):
                self.unknown(value, data[start:at])

    def too_deep(self, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError("nested too deep")

    def unknown(self, value: dict[str, Any], raw: bytes) -> None:
        value[""] = value.get("", b"") + raw

    def tag(self, data: bytes, at: int) -> tuple[int, int, int]:
        tag, at = self.varint(data, at)
        number, wire = (tag & 0xFFFFFFFF) >> 3, tag & 7
        if not number:
            raise ValueError("field number 0")
        return number, wire, at

    def varint(self, data: bytes, at: int) -> tuple[int, int]:
        value = 0
        for place in range(self.longest()):
            if at + place >= len(data):
                raise ValueError("cut")
            byte = data[at + place]
            value |= (byte & 127) << 7 * place
            if byte < 128:
                return value & (2**64 - 1), at + place + 1
        raise ValueError("a varint that does not end")

    def longest(self) -> int:
        return 10

    def body(self, data: bytes, at: int, wire: int, number: int, depth: int) -> tuple[Any, int]:
        if wire == VARINT:
            return self.varint(data, at)
        if wire in (FIXED64, FIXED32):
            return self.take(data, at, 8 if wire == FIXED64 else 4)
        if wire == BYTES:
            length, at = self.varint(data, at)
            return self.take(data, at, self.length(length))
        if wire == GROUP:
            return b"", self.group(data, at, number, depth + 1)
        raise ValueError(f"wire type {wire}")

    def length(self, length: int) -> int:
        return length

    def group(self, data: bytes, at: int, number: int, depth: int) -> int:
        self.too_deep(depth)
        while True:
            inner, wire, at = self.tag(data, at)
            if wire == END:
                if inner != number:
                    raise ValueError("another group's end")
                return at
            _, at = self.body(data, at, wire, inner, depth)

    def take(self, data: bytes, at: int, size: int) -> tuple[bytes, int]:
        if at + size > len(data):
            raise ValueError("cut")
        return data[at : at + size], at + size

    def field(self, name: str, kind: str, wire: int, body: Any, value: dict[str, Any], depth: int) -> bool:
        """Take a field; False if its wire type is another one's."""
        label, _, kind = kind.rpartition(" ")
        if label == "repeated" and kind == "int32" and wire == BYTES:
            self.packed(name, body, value)
            return True
        if wire != WIRES.get(kind, VARINT):
            return self.wrong_wire()
        if label == "repeated":
            value.setdefault(name, []).append(self.single(kind, body, depth))
        elif kind == "map":
            self.entry(value.setdefault(name, {}), body)
        elif kind == "item":
            self.merge(name, body, value, depth)
        else:
            self.scalar(name, label, self.single(kind, body, depth), value)
        return True

    def wrong_wire(self) -> bool:
        return False

    def scalar(self, name: str, label: str, single: Any, value: dict[str, Any]) -> None:
        if label == "oneof":
            self.alone(value)
        if label or single or str(single) == "-0.0":
            value[name] = single
        else:
            value.pop(name, None)

    def alone(self, value: dict[str, Any]) -> None:
        value.pop("card", None)
        value.pop("invoice", None)

    def packed(self, name: str, body: bytes, value: dict[str, Any]) -> None:
        at, items = 0, []
        while at < len(body):
            item, at = self.varint(body, at)
            items.append(self.signed(item, 32))
        if items:
            value.setdefault(name, []).extend(items)

    def merge(self, name: str, body: bytes, value: dict[str, Any], depth: int) -> None:
        self.message(body, ITEM, value.setdefault(name, {}), depth + 1)

    def entry(self, entries: dict[str, int], body: bytes) -> None:
        key, count, at = "", 0, 0
        while at < len(body):
            number, wire, at = self.tag(body, at)
            part, at = self.body(body, at, wire, number, 1)
            if (number, wire) == (1, BYTES):
                key = self.text(part)
            elif (number, wire) == (2, VARINT):
                count = self.signed(part, 32)
        self.put(entries, key, count)

    def put(self, entries: dict[str, int], key: str, count: int) -> None:
        entries[key] = count

    def single(self, kind: str, body: Any, depth: int) -> Any:  # noqa: PLR0911
        if kind in LAYOUTS:
            return struct.unpack(LAYOUTS[kind], body)[0]
        if kind in ("string", "bytes"):
            return self.text(body) if kind == "string" else body
        if kind == "item":
            part: dict[str, Any] = {}
            self.message(body, ITEM, part, depth + 1)
            return part
        if kind == "bool":
            return self.truth(body)
        if kind in ("sint32", "sint64"):
            return self.zigzag(body & 0xFFFFFFFF if kind == "sint32" else body)
        if kind == "enum":
            return self.enum(self.signed(body, 32))
        return body if kind == "uint64" else self.signed(body, 32 if kind == "int32" else 64)

    def text(self, body: bytes) -> str:
        return body.decode()

    def truth(self, body: int) -> bool:
        return body != 0

    def enum(self, number: int) -> int:
        return number

    def zigzag(self, body: int) -> int:
        return body >> 1 ^ -(body & 1)

    def signed(self, body: int, bits: int) -> int:
        body &= 2**bits - 1
        return body - 2**bits if body >> bits - 1 else body

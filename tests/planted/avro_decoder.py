"""A decoder of Avro's planted.Order by hand; correct, and made of parts that a bug can replace."""

from __future__ import annotations

import struct
from typing import Any

SYMBOLS = ("NEW", "PAID", "SENT")
MOST = 4096
DEEPEST = 64


class Decoder:
    """Decodes one value at a time, with its place in the bytes."""

    def decode(self, data: bytes) -> dict[str, Any]:
        self.data, self.at, self.empty = data, 0, 0
        return self.order(1)

    def order(self, depth: int) -> dict[str, Any]:
        self.too_deep(depth)
        return {
            "id": self.text(), "quantity": self.int(), "cents": self.long(), "express": self.truth(),
            "state": SYMBOLS[self.index(len(SYMBOLS))], "payment": self.payment(),
            "marks": [self.int() for _ in self.items(1)], "stock": self.stock(),
            "gaps": [None for _ in self.items(0)], "gift": self.gift(depth), "weight": self.double(),
        }  # fmt: skip

    def too_deep(self, depth: int) -> None:
        if depth * 2 > DEEPEST + 2:
            raise ValueError("nested too deep")

    def payment(self) -> Any:
        branch = self.index(3)
        return None if branch == 0 else ("long", self.long()) if branch == 1 else ("string", self.text())

    def gift(self, depth: int) -> Any:
        return self.order(depth + 1) if self.index(2) else None

    def stock(self) -> dict[str, int]:
        return {self.text(): self.long() for _ in self.items(2)}

    def items(self, size: int) -> Any:
        """Once for each item; size: how many bytes one takes at least."""
        while count := self.long():
            if count < 0:
                count = -count
                self.block_size()
            self.believe(count, size)
            yield from range(count)

    def block_size(self) -> None:
        self.length()

    def believe(self, count: int, size: int) -> None:
        self.empty += 0 if size else count
        if self.empty > MOST or (size and count > len(self.data) - self.at):
            raise ValueError("too many items")

    def index(self, count: int) -> int:
        index = self.long()
        if not 0 <= index < count:
            raise ValueError("no such branch")
        return index

    def text(self) -> str:
        return self.take(self.length()).decode()

    def length(self) -> int:
        length = self.long()
        if length < 0:
            raise ValueError("a negative length")
        return length

    def truth(self) -> bool:
        byte = self.take(1)[0]
        if byte > 1:
            raise ValueError("neither")
        return byte == 1

    def double(self) -> float:
        return struct.unpack("<d", self.take(8))[0]

    def take(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise ValueError("cut")
        self.at += size
        return self.data[self.at - size : self.at]

    def int(self) -> int:
        return self.varint(5, 32)

    def long(self) -> int:
        return self.varint(10, 64)

    def varint(self, longest: int, bits: int) -> int:
        value = 0
        for place in range(longest):
            byte = self.take(1)[0]
            value |= (byte & 127) << 7 * place
            if byte < 128:
                if value >> bits:
                    raise ValueError("too large")
                return self.zigzag(value)
        raise ValueError("too long")

    def zigzag(self, value: int) -> int:
        return value >> 1 ^ -(value & 1)

"""Bugs of Avro decoders, each in one method of the decoder beside this file."""

from __future__ import annotations

from typing import Any

from planted.avro_decoder import Decoder


class WrongBranch(Decoder):
    """Text in a union is taken for a number's text."""

    def payment(self) -> Any:
        found = super().payment()
        return ("long", len(found[1])) if found and found[0] == "string" and found[1].isdigit() else found


class NegativeIndex(Decoder):
    """Minus one is the last one, as Python has it."""

    def index(self, count: int) -> int:
        index = self.long()
        if not -count <= index < count:
            raise ValueError("no such branch")
        return index % count


class IndexTooFar(Decoder):
    def index(self, count: int) -> int:
        index = self.long()
        if index < 0:
            raise ValueError("no such branch")
        return index


class FirstBlockOnly(Decoder):
    """What stands in a second block is read, and forgotten."""

    def stock(self) -> dict[str, int]:
        self.blocks = 0
        kept: dict[str, int] = {}
        for _ in self.items(2):
            key, count = self.text(), self.long()
            if self.blocks < 2:
                kept[key] = count
        return kept

    def believe(self, count: int, size: int) -> None:
        super().believe(count, size)
        self.blocks = getattr(self, "blocks", 0) + 1


class NoBlockSize(Decoder):
    """A negative count has no size behind it."""

    def block_size(self) -> None:
        pass


class AnyTruth(Decoder):
    def truth(self) -> bool:
        return self.take(1)[0] != 0


class ShortRead(Decoder):
    def take(self, size: int) -> bytes:
        self.at += size
        found = self.data[self.at - size : self.at]
        return found if size != 1 or found else b"\0"


class NegativeLength(Decoder):
    def length(self) -> int:
        return self.long()

    def take(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise ValueError("cut")
        found = self.data[self.at : self.at + max(size, 0)]
        self.at += max(size, 0)
        return found


class HalfZigZag(Decoder):
    def zigzag(self, value: int) -> int:
        return -(value >> 1) if value & 1 else value >> 1


class WideInt(Decoder):
    """An int may have 64 bits."""

    def int(self) -> int:
        return self.long()


class LosesBits(Decoder):
    """A long above 2**53 is as near as a double comes."""

    def long(self) -> int:
        value = super().long()
        return int(float(value))


class BelievesCounts(Decoder):
    """Room is made for as many items as a count says."""

    def believe(self, count: int, size: int) -> None:
        if not size:
            self.room = [None] * count
        super().believe(count, size)


class EndlessEmpties(Decoder):
    """Items of no bytes cost nothing, it is believed: so many are read as a count says."""

    def believe(self, count: int, size: int) -> None:
        if size:
            super().believe(count, size)


class BottomlessGifts(Decoder):
    def too_deep(self, depth: int) -> None:
        pass


class TextWithoutLook(Decoder):
    def text(self) -> str:
        return self.take(self.length()).decode(errors="ignore")

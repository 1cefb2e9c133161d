"""Bugs of Protobuf decoders, each in one method of the decoder beside this file."""

from __future__ import annotations

from typing import Any

from planted.protobuf_decoder import BYTES, ITEM, Decoder


class OffByOneLength(Decoder):
    """A length of 128 and more is one too short."""

    def length(self, length: int) -> int:
        return length - (length > 127)


class LosesTheLastField(Decoder):
    def message(self, data: bytes, fields: Any, value: Any, depth: int) -> None:
        super().message(data, fields, value, depth)
        if depth > 1 and len(value) > 2:
            value.popitem()


class WrongZigZag(Decoder):
    def zigzag(self, body: int) -> int:
        return -(body >> 1) if body & 1 else body >> 1


class SwappedEnum(Decoder):
    def enum(self, number: int) -> int:
        return {1: 2, 2: 1}.get(number, number)


class UnknownEnumIsZero(Decoder):
    def enum(self, number: int) -> int:
        return number if 0 <= number <= 2 else 0


class DropsUnknownFields(Decoder):
    def unknown(self, value: dict[str, Any], raw: bytes) -> None:
        pass


class UnboundedRecursion(Decoder):
    def too_deep(self, depth: int) -> None:
        pass


class UncheckedLength(Decoder):
    """What is cut is taken as far as it goes."""

    def take(self, data: bytes, at: int, size: int) -> tuple[bytes, int]:
        return data[at : at + size], at + size


class LengthWithSign(Decoder):
    """A length of 64 bits is negative, and time goes backwards."""

    def length(self, length: int) -> int:
        return self.signed(length, 32)


class QuadraticText(Decoder):
    def text(self, body: bytes) -> str:
        out = b""
        for place in range(len(body)):
            out = out + body[place : place + 1] + b""
            out = bytes(out)
        return out.decode()


class LenientText(Decoder):
    def text(self, body: bytes) -> str:
        return body.decode(errors="replace")


class TextInLatin1(Decoder):
    def text(self, body: bytes) -> str:
        return body.decode("latin-1")


class DefaultIsUnset(Decoder):
    """An optional zero reads as not set."""

    def scalar(self, name: str, label: str, single: Any, value: dict[str, Any]) -> None:
        super().scalar(name, "" if label == "optional" else label, single, value)


class LosesTheSign(Decoder):
    def signed(self, body: int, bits: int) -> int:
        return body & (2**bits - 1)


class FirstOneWins(Decoder):
    def scalar(self, name: str, label: str, single: Any, value: dict[str, Any]) -> None:
        if name not in value:
            super().scalar(name, label, single, value)


class ReplacesMessages(Decoder):
    """The second part of a message replaces the first."""

    def merge(self, name: str, body: bytes, value: dict[str, Any], depth: int) -> None:
        value[name] = {}
        self.message(body, ITEM, value[name], depth + 1)


class PackedOnly(Decoder):
    def field(self, name: str, kind: str, wire: int, body: Any, value: dict[str, Any], depth: int) -> bool:
        if kind == "repeated int32" and wire != BYTES:
            return False
        return super().field(name, kind, wire, body, value, depth)


class UnpackedOnly(Decoder):
    def packed(self, name: str, body: bytes, value: dict[str, Any]) -> None:
        pass


class LastPackedWins(Decoder):
    """A second packed record replaces the first."""

    def packed(self, name: str, body: bytes, value: dict[str, Any]) -> None:
        if body:
            value.pop(name, None)
        super().packed(name, body, value)


class FirstEntryWins(Decoder):
    def put(self, entries: dict[str, int], key: str, count: int) -> None:
        entries.setdefault(key, count)


class EntryNeedsBoth(Decoder):
    """An entry without a key is none."""

    def put(self, entries: dict[str, int], key: str, count: int) -> None:
        if key:
            entries[key] = count


class BothArms(Decoder):
    def alone(self, value: dict[str, Any]) -> None:
        pass


class ShortVarints(Decoder):
    """Five bytes are enough for everybody."""

    def longest(self) -> int:
        return 9


class TruthIsOne(Decoder):
    def truth(self, body: int) -> bool:
        return body == 1


class SmallTags(Decoder):
    """A field's number is in the first byte of its tag."""

    def tag(self, data: bytes, at: int) -> tuple[int, int, int]:
        number, wire, after = super().tag(data, at)
        return number if number < 128 else number & 127 or 1, wire, after


class NoGroups(Decoder):
    def group(self, data: bytes, at: int, number: int, depth: int) -> int:
        raise NotImplementedError("groups are deprecated")


class AnyGroupEnd(Decoder):
    def group(self, data: bytes, at: int, number: int, depth: int) -> int:
        while True:
            inner, wire, at = self.tag(data, at)
            if wire == 4:
                return at
            _, at = self.body(data, at, wire, inner, depth)


class WrongWireRefused(Decoder):
    """A known field of another wire type is an error, where it is as unknown."""

    def wrong_wire(self) -> bool:
        raise ValueError("wrong wire type")


class CutVarint(Decoder):
    """A varint that is cut is as far as it goes."""

    def varint(self, data: bytes, at: int) -> tuple[int, int]:
        value = place = 0
        for place, byte in enumerate(data[at : at + 10]):
            value |= (byte & 127) << 7 * place
            if byte < 128:
                break
        return value & (2**64 - 1), at + place + 1


class Undeclared(Decoder):
    """It asks the bytes without looking whether they are there."""

    def varint(self, data: bytes, at: int) -> tuple[int, int]:
        value = 0
        for place in range(10):
            byte = data[at + place]
            value |= (byte & 127) << 7 * place
            if byte < 128:
                return value & (2**64 - 1), at + place + 1
        raise ValueError("too long")


class BelievesLengths(Decoder):
    """Room is made for what a length claims, before it is looked whether that is there."""

    def length(self, length: int) -> int:
        if length < 2**62:
            bytearray(min(length, 2**36))
        return length

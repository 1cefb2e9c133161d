"""Bytes of an Avro value in; simpler ones out: what may be a length with its bytes, taken out together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.fuzz.avro.parts import number_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator


def smaller(data: bytes) -> Iterator[bytes]:
    """The bytes tell no structure: each number in them may be the length of what follows."""
    for place in range(len(data)):
        number, behind = _number(data, place)
        if number > 0 and behind + number <= len(data):
            yield data[:place] + b"\0" + data[behind + number :]
            yield (
                data[:place]
                + number_bytes(number // 2)
                + data[behind : behind + number // 2]
                + data[behind + number :]
            )


def _number(data: bytes, place: int) -> tuple[int, int]:
    """The zig-zag number at a place, if there is one, and where it ends."""
    value = shift = 0
    for behind in range(place, min(place + 5, len(data))):
        value |= (data[behind] & 127) << shift
        if data[behind] < 128:  # noqa: PLR2004
            return value >> 1 ^ -(value & 1), behind + 1
        shift += 7
    return 0, place

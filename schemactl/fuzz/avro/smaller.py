"""Bytes of an Avro value in; simpler ones out: what may be a length with its bytes, taken out together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def smaller(data: bytes) -> Iterator[bytes]:
    """The bytes tell no structure: each even one may be the length of what follows, each pair a block of one item."""
    for place, byte in enumerate(data):
        length = byte >> 1
        if not byte & 1 and length and place + 1 + length <= len(data):
            yield data[:place] + b"\0" + data[place + 1 + length :]

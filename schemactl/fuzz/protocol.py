"""Worker protocol v1: a decoder in a process of its own, asked in frames on its standard input and output.

At its start the worker writes the four bytes `RDY1`. Then, as often as it is asked, numbers big-endian:

    question: length u32 | op u8 | payload            length counts op and payload; op 1 is decode
    answer:   length u32 | status u8 | us u32 | kB u32 | body   length counts all that follows it

`us` is the time that decoding took, in microseconds; `kB` the most memory that the process has had so far; 0 if
unknown. Questions may come before earlier ones are answered; answers come in the order of the questions. The
worker ends when its standard input does.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

READY = b"RDY1"
DECODE = 1
HEAD = struct.Struct(">IB")
REPLY = struct.Struct(">BII")
LENGTH = struct.Struct(">I")


class Status(IntEnum):
    """What a worker says of a payload; the last ones are what its silence says, and are not on the wire."""

    OK = 0
    """Decoded. body: what was decoded, encoded again."""
    DECODE_ERROR = 1
    """Refused, as the decoder documents that it refuses. body: why, as text; so in the next three."""
    ENCODE_ERROR = 2
    """Decoded, and cannot be encoded again."""
    PANIC = 3
    """An error of a kind that the decoder does not document; it goes on."""
    UNSUPPORTED = 4
    """The worker does not know this op."""
    ACCEPTED = 5
    """Decoded; the worker cannot show what."""
    VALUE = 6
    """Decoded. body: the value, marshalled; only the worker that comes with schemactl says this."""
    CRASH = 100
    """The process ended: by a signal, or with an exit code."""
    HANG = 101
    """It did not answer in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A target's answer to one payload.

    body: see Status. us: microseconds. kb: the most memory that its process has had so far, in kB.
    """

    status: Status
    body: bytes = b""
    us: int = 0
    kb: int = 0
    value: Any = None

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def question(payload: bytes) -> bytes:
    return HEAD.pack(1 + len(payload), DECODE) + payload


def reply(status: Status, body: bytes, us: int, kb: int) -> bytes:
    rest = REPLY.pack(status, min(us, 2**32 - 1), kb) + body
    return LENGTH.pack(len(rest)) + rest

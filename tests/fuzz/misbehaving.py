"""Decoders that misbehave on payloads that start in a way: for the worker, which has to blame the right payload."""

from __future__ import annotations

import os
import signal
import sys
import time

HOARD: list[bytes] = []


def decode(data: bytes) -> bytes:
    """Crash, hang, eat memory, exit, raise or answer, as the first byte says."""
    kind = data[:1]
    if kind == b"C":
        sys.stderr.write("about to crash\n")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    elif kind == b"H":
        time.sleep(60)
    elif kind == b"X":
        os._exit(7)
    elif kind == b"M":
        HOARD.append(bytes(1 << 40))
    elif kind == b"G":
        HOARD.append(os.urandom(100 << 20))
    elif kind == b"R":
        raise LookupError("an error that nobody declared")
    elif kind == b"V":
        raise ValueError("refused")
    return data


def dies_of_old_age(data: bytes) -> bytes:
    """Crash at the hundredth payload, whichever it is."""
    HOARD.append(b"")
    if len(HOARD) == 100:
        os.kill(os.getpid(), signal.SIGSEGV)
    return data


def chatty(data: bytes) -> bytes:
    print("decoding", data)  # noqa: T201  (which must not get among the answers)
    return data

"""A Python decoder as a worker: `python -m schemactl.fuzz.host MODULE:FUNCTION [DECLARED…]` speaks the protocol."""

from __future__ import annotations

import marshal
import os
import re
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from schemactl.fuzz.plain import plain
from schemactl.fuzz.protocol import DECODE, HEAD, READY, Answer, Status, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    Decoder = Callable[[bytes], Any]


HELD = re.compile(rb"Vm(?:HWM|Swap):\s+(\d+) kB")
"""The most that was in memory, and what is swapped out."""


class Host:
    """Asks a decoder, and tells what it does. declared: the kinds of error by which it may refuse."""

    def __init__(self, decoder: Decoder, declared: tuple[type[BaseException], ...] = ()) -> None:
        self._decoder = decoder
        self._declared: tuple[type[BaseException], ...] = (ValueError, *declared)

    def answer(self, payload: bytes) -> Answer:
        """Decode one payload. Never raises but for what ends the process."""
        start = time.process_time()
        try:
            decoded = self._decoder(payload)
        except MemoryError:
            return Answer(status=Status.PANIC, body=b"MemoryError", us=_us(start))
        except Exception as error:  # noqa: BLE001  (whatever a decoder raises is its answer)
            refused = isinstance(error, self._declared) or _is_decode_error(error)
            status = Status.DECODE_ERROR if refused else Status.PANIC
            return Answer(status=status, body=_words(error), us=_us(start))
        return _told(decoded, _us(start))


def _told(decoded: Any, us: int) -> Answer:
    """What was decoded: a message as bytes, bytes as they are, anything else as a value."""
    try:
        if hasattr(decoded, "SerializeToString"):
            # upb must not serialise what lacks a required field
            if not decoded.IsInitialized():
                return Answer(status=Status.ACCEPTED, body=b"required fields are missing", us=us)
            return Answer(status=Status.OK, body=decoded.SerializeToString(deterministic=True), us=us)
        if isinstance(decoded, bytes | bytearray):
            return Answer(status=Status.OK, body=bytes(decoded), us=us)
        return Answer(status=Status.VALUE, value=plain(decoded), us=us)
    except Exception as error:  # noqa: BLE001  (it was decoded, and cannot be shown)
        return Answer(status=Status.ENCODE_ERROR, body=_words(error), us=us)


def _is_decode_error(error: Exception) -> bool:
    """Protobuf's own error is no ValueError."""
    return any(
        f"{kind.__module__}.{kind.__name__}" == "google.protobuf.message.DecodeError"
        for kind in type(error).__mro__
    )


def _words(error: Exception) -> bytes:
    """The error's kind, its words, and where in the decoder it was raised."""
    trace, place = error.__traceback__, ""
    while trace:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error} (in {place})"[:2000].encode(errors="replace")


def _us(start: float) -> int:
    return int((time.process_time() - start) * 1e6)


def load(name: str) -> Any:
    """What `module:name` names. Raises ImportError with what is wrong."""
    module, _, attribute = name.partition(":")
    try:
        found = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except ImportError:
        raise
    except Exception as error:
        raise ImportError(f"{name}: {type(error).__name__}: {error}") from error
    return found


def serve(host: Host, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the questions end."""
    peak = _peak()
    answers.write(READY)
    answers.flush()
    while head := questions.read(HEAD.size):
        length, op = HEAD.unpack(head)
        payload = questions.read(length - 1)
        answer = host.answer(payload) if op == DECODE else Answer(status=Status.UNSUPPORTED)
        body = marshal.dumps(answer.value) if answer.status is Status.VALUE else answer.body
        answers.write(reply(answer.status, body, answer.us, peak()))
        answers.flush()


def _peak() -> Callable[[], int]:
    """What tells the most memory that this process has had, in kB; 0 where the system does not say."""
    try:
        status = os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        return lambda: 0  # getrusage counts what the process was before it became this program
    return lambda: sum(map(int, HELD.findall(os.pread(status, 1 << 13, 0))))


def main(arguments: list[str]) -> int:
    """Load the decoder and serve. What the decoder prints goes to standard error, not among the answers."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    sys.path.insert(0, "")
    try:
        decoder, *declared = map(load, arguments)
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    serve(Host(decoder, tuple(declared)), sys.stdin.buffer, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

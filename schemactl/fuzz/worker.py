"""Payloads in; the answers of a worker process out, each to its own payload, whatever becomes of the process.

Many questions are under way at once. When the process dies or falls silent, those that are unanswered are asked
again one by one, each alone, so that the answer which it never gave is blamed on the payload that it is about.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from typing import IO, TYPE_CHECKING, BinaryIO

from schemactl.errors import ToolError
from schemactl.fuzz.protocol import LENGTH, READY, REPLY, Answer, Status, question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WINDOW = 64
IN_FLIGHT = 1 << 20
"""So many questions, and bytes of them, are under way at most."""
START_SECONDS = 30.0
WORDS = 2000
"""Characters of standard error that are shown: the first ones, where most runtimes put the reason."""


class Process:
    """One process of a worker, limited in memory; talks without ever blocking on it."""

    def __init__(self, command: Sequence[str], memory: int) -> None:
        self._errors: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, start_new_session=True
            )  # fmt: skip
        except OSError as error:
            self._errors.close()
            raise ToolError(f"{command[0]} does not start: {error.strerror}", fix="name a program") from error
        _limit(self._process.pid, memory)
        assert self._process.stdin  # noqa: S101
        assert self._process.stdout  # noqa: S101
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        for descriptor in (self._in, self._out):
            os.set_blocking(descriptor, False)
        self._to_write = bytearray()
        self._read = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._writing = False
        self.open = True
        self._ready()

    def _ready(self) -> None:
        """Wait for the worker's first words. Raises ToolError if they do not come."""
        end = time.monotonic() + START_SECONDS
        while self.open and len(self._read) < len(READY) and time.monotonic() < end:
            self.pump(end - time.monotonic())
        if self._read[: len(READY)] != READY:
            words = self.last_words()
            self.end()
            message = f"the worker did not say that it is ready{f': {words}' if words else ''}"
            raise ToolError(message, fix="it has to write RDY1 first, as docs/guide/fuzzing.md says")
        del self._read[: len(READY)]

    def ask(self, payload: bytes) -> None:
        self._to_write += question(payload)
        self._flush()

    def pump(self, seconds: float) -> None:
        """Write and read what can be, waiting so long for the first of it."""
        for key, _ in self._selector.select(max(0.0, seconds)):
            if key.fd == self._in:
                self._flush()
                continue
            try:
                found = os.read(self._out, 1 << 16)
            except BlockingIOError:
                continue
            self._read += found
            self.open = self.open and bool(found)

    def answers(self) -> Iterator[Answer]:
        """What has been answered completely."""
        while len(self._read) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._read)
            if len(self._read) < LENGTH.size + length:
                return
            frame = bytes(self._read[LENGTH.size : LENGTH.size + length])
            del self._read[: LENGTH.size + length]
            yield _answer(frame)

    def _flush(self) -> None:
        try:
            while self._to_write:
                del self._to_write[: os.write(self._in, self._to_write)]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self.open = False
            self._to_write.clear()
        if bool(self._to_write) != self._writing:
            self._writing = bool(self._to_write)
            if self._writing:
                self._selector.register(self._in, selectors.EVENT_WRITE)
            else:
                self._selector.unregister(self._in)

    def end(self) -> int:
        """Stop the process, if it runs, and tell its exit code: negative for the signal that ended it."""
        if self.open:
            self._kill()
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._kill()
            code = self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream and not stream.closed:
                _close(stream)
        self._selector.close()
        self._errors.close()
        return code

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        """The head of what the process wrote to standard error."""
        self._errors.seek(0)
        return self._errors.read(WORDS).decode(errors="replace").strip()


class Worker:
    """A worker that is started as often as it has to be."""

    def __init__(self, command: Sequence[str], *, seconds: float = 2.0, memory: int = 1 << 30) -> None:
        self._command = list(command)
        self._seconds = seconds
        self._memory = memory
        self._process: Process | None = None
        self._window = float(WINDOW)
        self.unblamed: list[str] = []
        """Deaths that no single payload repeats."""

    def answers(self, payloads: Iterable[bytes]) -> Iterator[Answer]:
        """The answers, in the order of the payloads."""
        coming = iter(payloads)
        waiting: deque[bytes] = deque()
        more = True
        while more or waiting:
            more = more and self._fill(coming, waiting)
            if not waiting:
                break
            process = self._running()
            since = time.monotonic()
            answered = False
            while not answered and process.open and time.monotonic() - since < self._seconds:
                process.pump(self._seconds - (time.monotonic() - since))
                for answer in process.answers():
                    waiting.popleft()
                    answered = True
                    self._window = min(WINDOW, self._window + 1 / 16)
                    yield answer
            if not answered:
                yield from self._one_by_one(waiting)

    def answer(self, payload: bytes) -> Answer:
        """The answer to one payload."""
        (answer,) = self.answers([payload])
        return answer

    def close(self) -> None:
        if self._process:
            self._process.end()
            self._process = None

    def _running(self) -> Process:
        if self._process is None:
            self._process = Process(self._command, self._memory)
        return self._process

    def _fill(self, coming: Iterator[bytes], waiting: deque[bytes]) -> bool:
        """Ask until enough is under way; False if there is no more to ask."""
        process = self._running()
        while len(waiting) < self._window and (not waiting or sum(map(len, waiting)) < IN_FLIGHT):
            payload = next(coming, None)
            if payload is None:
                return False
            waiting.append(payload)
            process.ask(payload)
        return True

    def _one_by_one(self, waiting: deque[bytes]) -> Iterator[Answer]:
        """Ask the unanswered again, one at a time; a process that dies dies of the one that it was asked."""
        words = self._died().text
        self._window = max(
            1.0, self._window / 8
        )  # where one is, there are more: fewer have to be asked again
        repeated = False
        while waiting:
            answer = self._alone(waiting.popleft())
            repeated = repeated or answer.status in (Status.CRASH, Status.HANG)
            yield answer
        if not repeated:
            self.unblamed.append(words)

    def _alone(self, payload: bytes) -> Answer:
        process = self._running()
        process.ask(payload)
        end = time.monotonic() + self._seconds
        while process.open and (left := end - time.monotonic()) > 0:
            process.pump(left)
            for answer in process.answers():
                return answer
        return self._died()

    def _died(self) -> Answer:
        """End a process that is dead or silent, and tell which."""
        assert self._process  # noqa: S101
        process, self._process = self._process, None
        silent, words = process.open, process.last_words()
        code = process.end()
        if silent:
            return Answer(status=Status.HANG, body=f"no answer in {self._seconds:g} s".encode())
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Answer(status=Status.CRASH, body=f"{how}{f': {words}' if words else ''}".encode())


def python(target: str, declared: Sequence[str] = ()) -> list[str]:
    """The command of a worker for a Python decoder, `module:function`."""
    return [sys.executable, "-m", "schemactl.fuzz.host", target, *declared]


def _answer(frame: bytes) -> Answer:
    status, us, kb = REPLY.unpack_from(frame)
    body = frame[REPLY.size :]
    if status == Status.VALUE:
        return Answer(status=Status.VALUE, value=marshal.loads(body), us=us, kb=kb)  # noqa: S302  (our own process)
    known = status in Status._value2member_map_ and status < Status.CRASH
    return Answer(status=Status(status) if known else Status.UNSUPPORTED, body=body, us=us, kb=kb)


def _limit(pid: int, memory: int) -> None:
    """Limit a process's memory, where the system lets one process limit another (Linux).

    What it can write to counts; Go and others reserve far more addresses than they use.
    """
    prlimit = getattr(resource, "prlimit", None)
    if prlimit:
        prlimit(pid, resource.RLIMIT_DATA, (memory, memory))


def _close(stream: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        stream.close()

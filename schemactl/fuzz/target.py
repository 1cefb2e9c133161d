"""`pkg.mod:function`, `cmd:PROGRAM` or nothing in; a target, which answers payloads, out."""

from __future__ import annotations

import pickle
import shlex
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from schemactl.errors import UsageError
from schemactl.fuzz.host import Host
from schemactl.fuzz.worker import Worker, python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schemactl.fuzz.host import Decoder
    from schemactl.fuzz.protocol import Answer
    from schemactl.model.schema import Schema


class Target(Protocol):
    """A decoder that is asked."""

    unblamed: list[str]
    """Deaths that no single payload repeats, as the decoder's last words."""

    def answers(self, payloads: Iterable[bytes]) -> Iterator[Answer]:
        """The answers, in the order of the payloads."""
        ...

    def answer(self, payload: bytes) -> Answer: ...

    def close(self) -> None:
        """End what runs; the next question starts it again."""
        ...


class InProcess:
    """A Python function, called here: fast, and it takes the program with it when it dies."""

    def __init__(self, decoder: Decoder, declared: tuple[type[BaseException], ...] = ()) -> None:
        self._host = Host(decoder, declared)
        self.unblamed: list[str] = []

    def answers(self, payloads: Iterable[bytes]) -> Iterator[Answer]:
        return map(self._host.answer, payloads)

    def answer(self, payload: bytes) -> Answer:
        return self._host.answer(payload)

    def close(self) -> None:
        pass


@contextmanager
def opened(
    spec: str, schema: Schema, type_name: str, *, declared: Sequence[str] = (), seconds: float, memory: int
) -> Iterator[Target]:
    """The target that a specification names, in a process of its own; "" is our own decoder of the type.

    Raises UsageError if it names none.
    """
    with tempfile.TemporaryDirectory(prefix="schemactl-fuzz-") as folder:
        worker = Worker(_command(spec, schema, type_name, declared, folder), seconds=seconds, memory=memory)
        try:
            yield worker
        finally:
            worker.close()


def _command(spec: str, schema: Schema, type_name: str, declared: Sequence[str], folder: str) -> list[str]:
    if not spec:
        file = Path(folder, "schema")
        file.write_bytes(pickle.dumps(schema))
        return [sys.executable, "-m", "schemactl.fuzz.own", str(file), type_name]
    if not spec.startswith("cmd:"):
        if (
            not all(all(part.isidentifier() for part in side.split(".")) for side in spec.split(":", 1))
            or ":" not in spec
        ):
            raise UsageError(f"{spec!r} names no target", fix="say pkg.mod:function, or cmd:PROGRAM")
        return python(spec, declared)
    command = shlex.split(spec.removeprefix("cmd:"))
    if not command or shutil.which(command[0]) is None:
        raise UsageError(
            f"{spec!r} names no program that can be run", fix="say cmd:./path/to/program, with arguments"
        )
    return command

"""How far a command is in, one line that overwrites itself on a terminal out; nothing where nobody watches."""

from __future__ import annotations

import sys
from typing import Self

WIDTH = 60


class Progress:
    """Counts steps on standard error, if that is a terminal and the user did not ask for quiet."""

    def __init__(self, total: int) -> None:
        from schemactl.cli.options import options

        self.total = total
        self.done = 0
        self.shown = sys.stderr is not None and sys.stderr.isatty() and options().verbosity >= 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.write("")

    def step(self, name: str) -> None:
        self.done += 1
        of = f"/{self.total}" if self.total else ""
        self.write(f"{self.done}{of} {name}"[:WIDTH])

    def write(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

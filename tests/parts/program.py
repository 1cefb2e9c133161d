"""What other people's programs need to be installed and run: commands, ports, and a reason when one is missing."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = Path(__file__).parents[2] / ".parts"
INSTALL_SECONDS = 900


class MissingError(Exception):
    """A program cannot be had or does not run here: why."""


def program(name: str) -> str:
    """The path of a program of this machine. Raises MissingError."""
    return shutil.which(name) or refuse(f"{name} is not installed")


@contextmanager
def alone() -> Iterator[None]:
    """Install with no other test at it at the same time."""
    PARTS.mkdir(exist_ok=True)
    with (PARTS / "installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def call(*command: str) -> None:
    """Run a command that has to succeed. Raises MissingError."""
    environ = os.environ | {"PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        refuse(f"{command[0]} took longer than {INSTALL_SECONDS} s")
    if done.returncode:
        refuse(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr[-500:]}")


def refuse(reason: str) -> NoReturn:
    raise MissingError(reason)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

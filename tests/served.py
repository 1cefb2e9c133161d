"""Arguments in; our own server as a process of its own, for as long as a test asks, out."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

START_SECONDS = 60
URL = re.compile(r"https?://[0-9a-z.\[\]:]+")
OWN_JSON = "application/vnd.schemaregistry.v1+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> tuple[int, int]:
        """The status, and the API's own code."""
        return self.status, self.json["error_code"]


@dataclass(slots=True)
class Rest:
    """Raw HTTP: paths go as they are given. headers: sent with every request."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, **query: Any
    ) -> Answer:
        place = urlsplit(self.url)
        sent = {"Content-Type": OWN_JSON, **self.headers, **(headers or {})}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        asked = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        try:
            connection.request(method, f"{place.path}{path}{'?' + asked if asked else ''}", data, sent)
            got = connection.getresponse()
            told = {name.lower(): value for name, value in got.getheaders()}
            return Answer(status=got.status, headers=told, body=got.read())
        finally:
            connection.close()

    def get(self, path: str, **query: Any) -> Answer:
        return self.call("GET", path, **query)

    def post(self, path: str, body: Any, **query: Any) -> Answer:
        return self.call("POST", path, body, **query)

    def put(self, path: str, body: Any, **query: Any) -> Answer:
        return self.call("PUT", path, body, **query)

    def delete(self, path: str, **query: Any) -> Answer:
        return self.call("DELETE", path, **query)


@dataclass(slots=True)
class Served:
    """A running server; log: what it has said so far."""

    process: subprocess.Popen[str]
    url: str
    path: Path

    @property
    def log(self) -> str:
        return self.path.read_text()

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def rest(self) -> Rest:
        return Rest(self.url)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


@contextmanager
def serving(folder: Path, *arguments: str, port: int = 0, flags: tuple[str, ...] = ()) -> Iterator[Served]:
    """`schemactl registry serve` in a folder, until the block ends."""
    with running(
        folder, "-m", "schemactl", *flags, "registry", "serve", f"--port={port}", *arguments
    ) as server:
        yield server


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Served]:
    """A Python program that says where it serves, until the block ends."""
    path = folder / f"serve-{time.monotonic_ns()}.log"
    command = [sys.executable, *arguments]
    with path.open("w") as log, subprocess.Popen(command, cwd=folder, stderr=log, text=True) as process:
        try:
            yield Served(process, _url(process, path), path)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _url(process: subprocess.Popen[str], log: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        ready = [line for line in log.read_text().splitlines() if line.startswith("serving ")]
        if ready and (found := URL.findall(ready[0].rpartition(" at ")[2])):
            return found[0]
        assert process.poll() is None, log.read_text()
        time.sleep(0.02)
    raise AssertionError(f"not ready in {START_SECONDS} s: {log.read_text()}")

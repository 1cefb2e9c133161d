"""Requests and a number of connections in; how many were answered in a second, and how long each took, out."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20.0
"""Seconds until a request counts as unanswered, and its connection is made anew."""

Ask = tuple[str, str, bytes]
"""Method, path and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of a burst. seconds: of each answered request, ascending."""

    wall: float
    seconds: tuple[float, ...]
    failed: int
    bodies: tuple[bytes, ...]

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall

    def percentile(self, part: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * part))]


def burst(url: str, asks: Iterator[Ask], connections: int, seconds: float) -> Load:
    """Ask over so many connections, on each one after the other, for a while, or until there is no more to ask."""
    return asyncio.run(_burst(url, asks, connections, seconds))


async def _burst(url: str, asks: Iterator[Ask], connections: int, seconds: float) -> Load:
    times: list[float] = []
    bodies: list[bytes] = []
    start = time.perf_counter()
    clients = [_Client(url, asks, start + seconds, times, bodies) for _ in range(connections)]
    failed = sum(await asyncio.gather(*(client.run() for client in clients)))
    wall = time.perf_counter() - start
    return Load(wall=wall, seconds=tuple(sorted(times)), failed=failed, bodies=tuple(bodies))


class _Client:
    def __init__(
        self, url: str, asks: Iterator[Ask], end: float, times: list[float], bodies: list[bytes]
    ) -> None:
        place = urlsplit(url)
        self._host, self._port, self._below = place.hostname, place.port, place.path
        self._asks, self._end, self._times, self._bodies = asks, end, times, bodies

    async def run(self) -> int:
        failed = 0
        while time.perf_counter() < self._end:
            reader, writer = await asyncio.open_connection(self._host, self._port)
            try:
                return failed + await self._talk(reader, writer)
            except (TimeoutError, OSError, asyncio.IncompleteReadError):
                failed += 1
            finally:
                writer.close()
        return failed

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        """Ask until time is over; how many answers were no success."""
        failed = 0
        for method, path, body in self._asks:
            if time.perf_counter() > self._end:
                break
            head = (
                f"{method} {self._below}{path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: application/json\r\n"
            )
            length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
            start = time.perf_counter()
            writer.write(f"{head}{length}\r\n".encode() + body)
            async with asyncio.timeout(PATIENCE):
                status, answer = await _answer(reader)
            self._times.append(time.perf_counter() - start)
            self._bodies.append(answer)
            failed += status != b"200"
        return failed


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = head[9:12]
    if b"transfer-encoding: chunked" in head:
        parts = []
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            parts.append((await reader.readexactly(size + 2))[:-2])
        await reader.readexactly(2)
        return status, b"".join(parts)
    _, _, rest = head.partition(b"content-length:")
    return status, await reader.readexactly(int(rest.partition(b"\r\n")[0]))

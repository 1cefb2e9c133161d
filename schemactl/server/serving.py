"""An App and a place to listen in; it is served there until a signal says to end."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.server.connection import Connection
from schemactl.server.exchange import Request, Response, refusal
from schemactl.server.log import LONGEST_PATH
from schemactl.server.workers import BusyError, Workers

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from schemactl.server.app import App
    from schemactl.server.limits import Limits
    from schemactl.server.log import Log
    from schemactl.server.metrics import Metrics

TIMED_OUT = 50002
HANDSHAKE_SECONDS = 10.0
BACKLOG = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen. port 0: any that is free."""

    host: str = "127.0.0.1"
    port: int = 8081
    tls: ssl.SSLContext | None = None

    def url(self, port: int) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{port}"


class Server:
    """Connections, and the threads that answer what comes over them.

    access: whether each request is logged.
    """

    def __init__(self, app: App, limits: Limits, metrics: Metrics, log: Log, *, access: bool = True) -> None:
        self._app = app
        self._limits = limits
        self._metrics = metrics
        self._log = log
        self._access = access
        self._workers = Workers(limits.workers, limits.waiting)
        self._open: dict[asyncio.Task[None], Connection] = {}
        self._told_to_end = asyncio.Event()

    async def run(self, place: Place, ready: Callable[[str], None]) -> bool:
        """Serve until SIGTERM or SIGINT; then whether all that was in flight could be finished. Raises UsageError."""
        listener = await self._listen(place)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # where a loop knows no signals, KeyboardInterrupt ends it
                loop.add_signal_handler(number, self._end, loop)
        ready(place.url(listener.sockets[0].getsockname()[1]))
        await self._told_to_end.wait()
        listener.close()
        return await self._drained()

    async def _listen(self, place: Place) -> asyncio.Server:
        timeout = HANDSHAKE_SECONDS if place.tls else None
        try:
            return await asyncio.start_server(
                self._connected,
                place.host,
                place.port,
                ssl=place.tls,
                ssl_handshake_timeout=timeout,
                backlog=BACKLOG,
            )
        except socket.gaierror as error:
            message = f"{place.host} is no address of this machine: {error.strerror}"
            raise UsageError(message, fix="give --host an address or a name of this machine") from error
        except OSError as error:
            where = f"{place.host}:{place.port}"
            reason = (error.strerror or str(error)).lower()
            raise UsageError(
                f"cannot listen at {where}: {reason}", fix="choose another --port (0: any)"
            ) from error

    def _end(self, loop: asyncio.AbstractEventLoop) -> None:
        """End after what is in flight; told a second time, at once."""
        self._told_to_end.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    async def _drained(self) -> bool:
        """Let requests finish that have begun, and close all other connections."""
        for task, connection in self._open.items():
            connection.closing = True
            if not connection.busy:
                task.cancel()
        if self._open:
            await asyncio.wait(self._open, timeout=self._limits.drain)
        left = list(self._open)
        for task in left:
            task.cancel()
        return not left

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (a coroutine that runs is a task's)
        connection = Connection(reader, writer, self._limits, self._answered)
        if len(self._open) >= self._limits.connections:
            await connection.refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._open[task] = connection
        self._metrics.connections = len(self._open)
        try:
            await connection.serve()
        except asyncio.CancelledError:
            writer.close()
        finally:
            del self._open[task]
            self._metrics.connections = len(self._open)

    async def _answered(self, request: Request) -> Response:
        start = time.perf_counter()
        response = await self._response(request)
        seconds = time.perf_counter() - start
        method = request.method if response.route else "other"
        self._metrics.count(method, response.route or "none", response.status, seconds)
        if self._access:
            self._log.say(
                "request",
                method=request.method[:LONGEST_PATH],
                path=request.target.partition("?")[0][:LONGEST_PATH],
                route=response.route,
                status=response.status,
                bytes=len(response.body),
                ms=round(seconds * 1000, 3),
                user=response.user,
            )
        return response

    async def _response(self, request: Request) -> Response:
        """Answered at once, or by a worker; or refused where no worker comes to it, or to an end."""
        if self._app.is_quick(request):
            return self._app.answer(request)
        try:
            async with asyncio.timeout(self._limits.answer):
                return await self._workers.run(self._app.answer, request)
        except BusyError:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE, "too many requests wait already: try again later")
        except TimeoutError:
            message = f"this takes longer than {self._limits.answer:g} s; whether it was done is not known"
            return refusal(TIMED_OUT, message)

"""The bytes of one client's connection in; what is answered to each of its requests out, within limits."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING

import h11

from schemactl.server.exchange import HttpError, Request, Response, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from schemactl.server.limits import Limits

CHUNK = 64 * 1024


class Connection:
    """One connection. busy: from the first byte of a request to the last one of its answer."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        limits: Limits,
        answer: Callable[[Request], Awaitable[Response]],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = limits
        self._answer = answer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.head)
        self.busy = False
        self.closing = False

    async def serve(self) -> None:
        """Answer request after request, until either side has enough."""
        try:
            while not self.closing and (request := await self._received()):
                await self._send(request.method, await self._answer(request))
                self.busy = False
                if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                    break
                self._http.start_next_cycle()
        except (ConnectionError, TimeoutError):
            self._writer.transport.abort()  # nobody is there, or takes what is sent
        finally:
            self._writer.close()

    async def refuse(self, status: HTTPStatus) -> None:
        """Tell a client that it is not listened to."""
        self.closing = True
        await self._send("", refusal(status, f"HTTP {status.value} {status.phrase}"))
        self._writer.close()

    async def _received(self) -> Request | None:
        """The next request; None if none comes, or one that was refused already."""
        try:
            async with asyncio.timeout(self._limits.idle) as deadline:
                return await self._request(deadline)
        except TimeoutError:
            if self.busy:
                await self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        except h11.RemoteProtocolError as error:
            await self._refuse(HTTPStatus(error.error_status_hint))
        except HttpError as error:
            await self._refuse(error.status)
        return None

    async def _refuse(self, status: HTTPStatus) -> None:
        """Answer what is not understood, or too much, and hear no more of it."""
        self.closing = True
        if self._http.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            await self._send("", refusal(status, f"HTTP {status.value} {status.phrase}"))

    async def _request(self, deadline: asyncio.Timeout) -> Request | None:
        head = await self._next(deadline)
        if not isinstance(head, h11.Request):
            return None  # the client has closed
        headers = _headers(head)
        self._check_length(headers.get("content-length", "0"))
        body = bytearray()
        while isinstance(event := await self._next(deadline), h11.Data):
            body += event.data
            self._check_length(len(body))
        return Request(
            method=head.method.decode(),
            target=head.target.decode("latin-1"),
            headers=headers,
            body=bytes(body),
        )

    def _check_length(self, length: str | int) -> None:
        if int(length) > self._limits.body:
            raise HttpError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    async def _next(self, deadline: asyncio.Timeout) -> h11.Event | type[h11.PAUSED]:
        """The next event; from the first byte of a request on, time runs."""
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event  # type: ignore[return-value]  # mypy does not narrow h11's sentinels
            if self._http.they_are_waiting_for_100_continue:
                self._writer.write(self._bytes(h11.InformationalResponse(status_code=100, headers=[])))
            data = await self._reader.read(CHUNK)
            if data and not self.busy:
                self.busy = True
                deadline.reschedule(asyncio.get_running_loop().time() + self._limits.receive)
            self._http.receive_data(data)

    async def _send(self, method: str, response: Response) -> None:
        headers = [
            ("Date", formatdate(usegmt=True)),
            ("Content-Type", response.media),
            ("Content-Length", str(len(response.body))),
            *response.headers,
        ]
        if self.closing:
            headers.append(("Connection", "close"))
        data = self._bytes(h11.Response(status_code=response.status, headers=headers))
        if method != "HEAD":
            data += self._bytes(h11.Data(data=response.body))
        self._writer.write(data + self._bytes(h11.EndOfMessage()))
        async with asyncio.timeout(self._limits.send):
            await self._writer.drain()

    def _bytes(self, event: h11.Event) -> bytes:
        return self._http.send(event) or b""


def _headers(head: h11.Request) -> dict[str, str]:
    """By lower-case name; those that come more than once are joined, as HTTP has it."""
    found: dict[str, str] = {}
    for raw_name, raw_value in head.headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found

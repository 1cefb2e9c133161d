"""What a server does with a request in; that server on a free port of this machine, with or without TLS, out.

It speaks in raw bytes, because what matters is how it is broken.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

PATIENCE = 60.0


@dataclass
class Running:
    """url: where it is. asked: the requests that it was sent, each as its bytes."""

    url: str
    asked: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(
    behaviour: Callable[[Running, socket.socket, bytes], None], *, tls: ssl.SSLContext | None = None
) -> Iterator[Running]:
    """Each connection is one request, which `behaviour` answers; the connection ends with it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        scheme = "https" if tls else "http"
        running = Running(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=_accept, args=(listening, behaviour, tls, running), daemon=True).start()
        try:
            yield running
        finally:
            running.over.set()
            listening.shutdown(socket.SHUT_RDWR)


def _accept(
    listening: socket.socket,
    behaviour: Callable[[Running, socket.socket, bytes], None],
    tls: ssl.SSLContext | None,
    running: Running,
) -> None:
    while not running.over.is_set():
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, behaviour, tls, running), daemon=True).start()


def _serve(
    connection: socket.socket,
    behaviour: Callable[[Running, socket.socket, bytes], None],
    tls: ssl.SSLContext | None,
    running: Running,
) -> None:
    with connection, contextlib.suppress(OSError):
        connection.settimeout(PATIENCE)
        if tls:
            with tls.wrap_socket(connection, server_side=True) as secured:
                _answer(secured, behaviour, running)
        else:
            _answer(connection, behaviour, running)


def _answer(
    connection: socket.socket, behaviour: Callable[[Running, socket.socket, bytes], None], running: Running
) -> None:
    request = _request(connection)
    if request:
        running.asked.append(request)
        behaviour(running, connection, request)


def _request(connection: socket.socket) -> bytes:
    """A head and as much of a body as it promises."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = connection.recv(65536)
        if not piece:
            return b""
        read += piece
        if not read[:1].isalpha():  # no HTTP: it is not waited for the end of a head
            return read
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def reply(status: int, body: Any = None, **headers: str) -> bytes:
    """An HTTP answer; a body that is not bytes is JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"Content-Type": "application/json", "Content-Length": str(len(raw)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def saying(*answers: bytes) -> Callable[[Running, socket.socket, bytes], None]:
    """Each answer once, in turn, and the last one from then on; an empty one breaks off."""

    def behaviour(running: Running, connection: socket.socket, _: bytes) -> None:
        connection.sendall(answers[min(len(running.asked), len(answers)) - 1])

    return behaviour


def silent(running: Running, _: socket.socket, __: bytes) -> None:
    """Never answers."""
    running.over.wait(PATIENCE)


def dripping(running: Running, connection: socket.socket, _: bytes) -> None:
    """One byte of a head at a time, so that no time limit between two bytes is ever over."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000:
        connection.sendall(bytes([byte]))
        if running.over.wait(0.05):
            return

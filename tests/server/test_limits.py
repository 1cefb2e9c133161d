"""What a client may not do: send too much, too slowly, too often; and what happens to requests when the server ends."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from served import running
from server.limited import SLOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from served import Served

PROGRAM = str(Path(__file__).with_name("limited.py"))
POST = "POST /subjects/s/versions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
LIMITS = {
    "head": 2048,
    "body": 10_000,
    "connections": 8,
    "idle": 1.5,
    "receive": 0.7,
    "answer": 0.7,
    "send": 1.0,
}


def limited(folder: Path, **limits: float):
    return running(folder, PROGRAM, "registry.db", json.dumps(LIMITS | limits))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with limited(tmp_path_factory.mktemp("limited")) as server:
        yield server


def connect(server: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def exchange(server: Served, data: bytes) -> bytes:
    with connect(server) as connection:
        connection.sendall(data)
        return everything(connection)


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def test_a_head_that_is_too_long(server):
    assert status(exchange(server, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 5000)) == 431


def test_a_body_that_says_it_is_too_long(server):
    assert status(exchange(server, f"{POST}Content-Length: 10001\r\n\r\n".encode())) == 413


def test_a_body_that_turns_out_too_long(server):
    chunk = b"1000\r\n" + b"a" * 4096 + b"\r\n"
    assert status(exchange(server, f"{POST}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 3)) == 413


@pytest.mark.parametrize(
    "head",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_what_is_no_http(server, head):
    answer = exchange(server, head)
    assert status(answer) == 400
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error_code"] == 400


def test_a_head_that_trickles(server):
    with connect(server) as connection:
        start = time.monotonic()
        answer = b""
        for byte in b"GET /subjects HTTP/1.1\r\nHost: x\r\n":
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.1)
        answer = everything(connection)
    assert status(answer) == 408
    assert time.monotonic() - start < 10


def test_a_body_that_never_comes(server):
    assert status(exchange(server, f"{POST}Content-Length: 10\r\n\r\n123".encode())) == 408


def test_a_connection_that_says_nothing_is_closed(server):
    with connect(server) as connection:
        assert everything(connection) == b""


def test_half_a_request_and_away(server):
    with connect(server) as connection:
        connection.sendall(b"GET / HT")
    assert server.rest.get("/").status == 200


def test_a_request_that_takes_too_long(server):
    answer = server.rest.post("/subjects/s/versions", {"schema": f'"{SLOW}3"'})
    assert answer.code == (500, 50002)
    assert "not known" in answer.json["message"]
    assert server.rest.get("/subjects").status == 200


def test_more_connections_than_there_may_be(server):
    held = [connect(server) for _ in range(LIMITS["connections"])]
    try:
        time.sleep(0.2)
        with connect(server) as connection:
            assert status(everything(connection)) == 503
    finally:
        for each in held:
            each.close()
    assert _until_answered(server) == 200


def _until_answered(server: Served) -> int:
    end = time.monotonic() + 10
    while (code := server.rest.get("/").status) == 503 and time.monotonic() < end:
        time.sleep(0.05)
    return code


def test_more_requests_than_can_wait(tmp_path):
    with limited(tmp_path, workers=1, waiting=1, answer=10, connections=64) as server:
        body = {"schema": f'"{SLOW}1"'}
        found: list[int] = []

        def ask() -> None:
            found.append(server.rest.post("/subjects/s/versions", body).status)

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found.count(503) >= 3
        assert server.rest.get("/healthz").status == 200


def test_requests_in_one_packet_are_answered_in_order(server):
    one = b"GET /schemas/types HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = exchange(server, one + b"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 ") == 2
    assert answer.index(b" 200 ") < answer.index(b" 404 ")


def test_head_has_no_body(server):
    answer = exchange(server, b"HEAD /schemas/types HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert status(answer) == 200
    assert answer.endswith(b"\r\n\r\n")
    assert b"Content-Length: 26" in answer


def test_a_client_that_waits_to_be_told_to_continue(server):
    with connect(server) as connection:
        connection.sendall(
            f"{POST}Expect: 100-continue\r\nContent-Length: 21\r\nConnection: close\r\n\r\n".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b'{"schema":"\\"long\\""}\n')
        assert status(everything(connection)) == 200


def test_http_1_0(server):
    assert status(exchange(server, b"GET /schemas/types HTTP/1.0\r\n\r\n")) == 200


def test_a_whole_url_as_target(server):
    target = b"GET http://elsewhere:1/schemas/types?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert status(exchange(server, target)) == 200


def test_what_is_in_flight_is_finished(tmp_path):
    with limited(tmp_path, answer=10) as server:
        found = []
        asking = threading.Thread(
            target=lambda: found.append(
                server.rest.post("/subjects/s/versions", {"schema": f'"{SLOW}1"'}).status
            )
        )
        asking.start()
        time.sleep(0.4)
        idle = connect(server)
        assert server.end(signal.SIGTERM) == 0
        asking.join()
        assert found == [422]  # it is no schema, which was found out after the signal
        assert everything(idle) == b""
        idle.close()
        assert server.log.endswith("finished\n")


def test_what_does_not_finish_in_time_is_cut_off(tmp_path):
    with limited(tmp_path, answer=30, drain=0.3) as server:
        with connect(server) as connection:
            body = json.dumps({"schema": f'"{SLOW}20"'})
            connection.sendall(f"{POST}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            time.sleep(0.4)
            start = time.monotonic()
            server.end(signal.SIGTERM)
            assert time.monotonic() - start < 10
        assert server.log.endswith("cut off\n")

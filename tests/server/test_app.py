"""The application without sockets: what a request may say that a well-meant client does not."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from schemactl.judging.own import OwnEngine
from schemactl.registry.embedded import EmbeddedRegistry
from schemactl.server.app import App
from schemactl.server.auth import Gate
from schemactl.server.exchange import JSON, Request
from schemactl.server.log import MOST_WAITING, PATIENCE, Log
from schemactl.server.media import OWN
from schemactl.server.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.server.exchange import Response


class BrokenEngine(OwnEngine):
    """Has a bug with one schema."""

    def written(self, schema, *, normalize=False):
        if "bug" in schema.text:
            raise ZeroDivisionError(schema.text)
        return super().written(schema, normalize=normalize)


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def app(reported: list[str]) -> Iterator[App]:
    engine = BrokenEngine()
    with EmbeddedRegistry("", engine) as registry:
        yield App(registry, engine, Gate(), Metrics(), reported.append)


def ask(app: App, method: str, target: str, body: object = None, **headers: str) -> Response:
    data = b"" if body is None else json.dumps(body).encode()
    return app.answer(Request(method=method, target=target, headers=headers, body=data))


def code(response: Response) -> tuple[int, int]:
    return response.status, json.loads(response.body)["error_code"]


@pytest.mark.parametrize(
    "target",
    [
        "/schemas/ids/x", "/schemas/ids/99999999999", "/subjects?limit=x", "/subjects?offset=1e9",
        "/contexts/none/subjects", "/subjects//versions", "/schemas/ids/²",
    ],
)  # fmt: skip
def test_what_is_no_place(app, target):
    assert code(ask(app, "GET", target)) == (404, 404)


@pytest.mark.parametrize("target", ["/subjects/%ff/versions", "/subjects?a=%ff", "/subjects?" + "a=1&" * 60])
def test_what_is_no_text(app, target):
    assert code(ask(app, "GET", target)) == (400, 400)


@pytest.mark.parametrize(
    "body",
    [
        {"schema": 1}, {"references": {}}, {"references": [1]}, {"references": [{"name": "a"}]}, {"metadata": []},
        {"references": [{"name": "a", "subject": "b", "version": "1"}]}, {"references": [{}] * 1001},
        {"id": 2**31}, {"id": True}, {"version": 1.5},
    ],
)  # fmt: skip
def test_a_body_of_another_form(app, body):
    assert code(ask(app, "POST", "/subjects/a/versions", {"schema": '"long"', **body})) == (422, 422)


def test_half_a_character(app):
    assert code(ask(app, "POST", "/subjects/a/versions", {"schema": "\ud800"})) == (400, 400)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", OWN), ("*/*", OWN), ("application/*", OWN), ("text/html, application/json", JSON),
        ("APPLICATION/JSON", JSON),
        (f"application/json;q=0.5, {OWN};q=0.9", OWN), (f"{OWN};q=0, application/json", JSON),
        ("application/json;q=x, */*", OWN),
    ],
)  # fmt: skip
def test_what_is_accepted(app, accept, media):
    assert ask(app, "GET", "/subjects", accept=accept).media == media


def test_a_compressed_body(app):
    response = ask(app, "POST", "/subjects/a/versions", {}, **{"content-encoding": "gzip"})
    assert code(response) == (415, 415)


def test_a_bug_of_ours_is_told_to_us(app, reported):
    response = ask(app, "POST", "/subjects/a/versions", {"schema": '"bug"'})
    assert code(response) == (500, 500)
    assert b"bug" not in response.body
    assert "ZeroDivisionError" in reported[0]
    assert ask(app, "GET", "/subjects").body == b"[]"


def test_the_latest_version_is_deleted(app):
    for name in ("A", "B"):
        ask(app, "PUT", "/config", {"compatibility": "NONE"})
        ask(
            app,
            "POST",
            "/subjects/a/versions",
            {"schema": json.dumps({"type": "fixed", "name": name, "size": 1})},
        )
    assert ask(app, "DELETE", "/subjects/a/versions/latest").body == b"2"
    assert ask(app, "DELETE", "/subjects/a").body == b"[1]"
    assert ask(app, "GET", "/subjects/a/versions?deletedOnly=true").body == b"[1,2]"
    assert ask(app, "GET", "/subjects?deletedOnly=true").body == b'["a"]'


def test_only_deleted_versions_where_there_are_none(app):
    ask(app, "POST", "/subjects/a/versions", {"schema": '"long"'})
    assert code(ask(app, "GET", "/subjects/a/versions?deletedOnly=true")) == (404, 40401)


def test_a_log_that_nobody_takes():
    """Lines are dropped and counted, and the end is not waited for."""
    reading, lines = threading.Event(), []

    def write(text: str) -> None:
        reading.wait(30)
        lines.extend(map(json.loads, text.splitlines()))

    log = Log(write)
    for number in range(MOST_WAITING + 500):
        log.say("request", number=number)
    reading.set()
    while len(lines) < MOST_WAITING:
        time.sleep(0.01)
    log.say("last")
    log.close()
    assert MOST_WAITING <= len(lines) < MOST_WAITING + 500
    assert [line["number"] for line in lines[:100]] == list(range(100))
    assert lines[-1]["event"] == "last"
    assert lines[-1]["lost_lines"] == MOST_WAITING + 500 - (len(lines) - 1)


def test_a_log_that_is_stuck_keeps_nobody():
    stuck = threading.Event()
    log = Log(lambda _: stuck.wait(30) and None)
    log.say("request")
    start = time.monotonic()
    log.close()
    assert time.monotonic() - start < 2 * PATIENCE + 1
    stuck.set()

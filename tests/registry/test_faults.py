"""What goes wrong between us and a registry: what a person reads, how often it is tried, and for how long."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from registry import authority
from registry.misbehaving import dripping, reply, saying, serving, silent

from schemactl.errors import ConfigError, RefusedError, RegistryError
from schemactl.model.subject import SchemaText
from schemactl.registry.confluent import asking
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.endpoint import Endpoint, Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from schemactl.registry.protocol import Registry

LIMIT = 2.0
SLACK = 1.0
"""Seconds; what a loaded machine may add to a time limit."""
AVRO = SchemaText(text='"string"')
NAMES = reply(200, ["orders"])


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pauses are is one test's question, and nobody else has to wait for them."""
    monkeypatch.setattr(asking, "FIRST_PAUSE", 0.01)


@contextmanager
def registry(*urls: str, **said: Any) -> Iterator[ConfluentRegistry]:
    given = {"timeout": LIMIT, "retries": 2} | said
    with ConfluentRegistry(Endpoint(urls=urls, name="prod", **given)) as opened:
        yield opened


def failure(
    url: str, ask: Callable[[Registry], object] = lambda each: each.contexts(), **said: Any
) -> RegistryError:
    """The error, which came within the time limit, names the URL, and tells what to do."""
    begun = time.monotonic()
    with registry(url, **said) as asked, pytest.raises(RegistryError) as caught:
        ask(asked)
    assert time.monotonic() - begun < LIMIT + SLACK
    assert url in caught.value.message
    assert caught.value.fix
    return caught.value


@pytest.fixture
def closed() -> str:
    """Where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_down(closed: str) -> None:
    error = failure(closed)
    assert re.fullmatch(
        rf"registry {closed} is not reached: connection refused \(3 attempts in \d\.\d s\)", error.message
    )
    assert error.fix == "look whether it runs there, or correct [registry.prod]"


def test_no_such_host() -> None:
    assert "no address is known of nowhere.invalid" in failure("http://nowhere.invalid:8081").message


def test_accepts_no_connection() -> None:
    """A queue that is full: what comes is not refused, and not accepted either."""
    with socket.socket() as listening, contextlib.ExitStack() as waiting:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(2):
            each = waiting.enter_context(socket.socket())
            each.settimeout(0)
            each.connect_ex(listening.getsockname())
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        assert "accepts no connection within" in failure(url).message


def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying(reply(403, {}))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = failure("https://registry.example:8081")
        assert "is not reached through the proxy: 403" in error.message
        assert proxy.asked[0].startswith(b"CONNECT registry.example:8081 ")


def test_never_answers() -> None:
    with serving(silent) as server:
        error = failure(server.url)
    assert re.search(r"has not answered in \d\.\d s \(3 attempts in (1\.[89]|2\.\d) s\)", error.message)


def test_never_comes_to_an_end() -> None:
    with serving(dripping) as server:
        assert "has not answered in" in failure(server.url).message


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 429])
def test_what_passes_is_asked_again(status: int) -> None:
    with serving(saying(reply(status, {"error_code": status * 100, "message": "busy"}), NAMES)) as server:
        with registry(server.url) as asked:
            assert asked.contexts() == ["orders"]
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "fails (500): a null pointer"), (503, "fails (503): a null pointer"),
        (429, "is asked too often (429): a null pointer"),
    ],
)  # fmt: skip
def test_what_does_not_pass(status: int, words: str) -> None:
    with serving(saying(reply(status, {"error_code": 50001, "message": "a null\n pointer"}))) as server:
        error = failure(server.url)
        assert f"registry {server.url} {words} (3 attempts in " in error.message
        assert len(server.asked) == 3


def test_a_pause_is_as_long_as_the_server_wants() -> None:
    with serving(saying(reply(429, {}, Retry_After="1"), NAMES)) as server, registry(server.url) as asked:
        begun = time.monotonic()
        assert asked.contexts() == ["orders"]
        assert 1.0 <= time.monotonic() - begun < LIMIT


def test_a_pause_that_is_too_long_is_not_waited_for() -> None:
    for after in ("3600", "Wed, 21 Oct 2099 07:28:00 GMT"):
        with serving(saying(reply(503, {}, Retry_After=after))) as server:
            begun = time.monotonic()
            error = failure(server.url)
            assert time.monotonic() - begun < LIMIT / 2
            assert re.search(r"fails \(503\), and wants to be asked again after \d+ s", error.message)
            assert len(server.asked) == 1


def test_a_retry_after_that_means_nothing() -> None:
    with (
        serving(saying(reply(503, {}, Retry_After="soon"), NAMES)) as server,
        registry(server.url) as asked,
    ):
        assert asked.contexts() == ["orders"]


def test_pauses_grow_and_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(asking, "FIRST_PAUSE", 0.2)
    monkeypatch.setattr(asking, "sleep", waited.append)
    with serving(saying(reply(503, {}))) as server:
        failure(server.url, retries=7)
    longest = [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert all(limit / 2 <= each <= limit for each, limit in zip(waited, longest, strict=False))
    assert len(waited) >= 4  # a pause that is longer than what is left ends it


@pytest.mark.parametrize(
    ("status", "words", "fix"),
    [
        (401, "does not know who asks (401): no", "configure auth in [registry.prod]"),
        (403, "does not allow it (403): no", "configure auth in [registry.prod]"),
        (404, "has no such path (404): no", None),
        (400, "does not understand the question (400): no", None),
        (405, "does not allow this method there (405): no", None),
        (413, "finds the schema too large (413): no", None),
        (501, "fails (501): no", None),
    ],
)  # fmt: skip
def test_what_is_not_allowed_or_not_there_is_not_asked_again(
    status: int, words: str, fix: str | None
) -> None:
    with serving(saying(reply(status, {"error_code": status, "message": "no"}))) as server:
        error = failure(server.url)
        assert error.message == f"registry {server.url} {words}"
        assert error.fix == (fix or error.fix)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "raised"),
    [
        (409, 409, 409), (409, 40901, 409), (409, 40405, 40405), (404, 40401, 40401), (404, 40402, 40402),
        (422, 42201, 42201), (422, 42205, 42205),
    ],
)  # fmt: skip
def test_a_no_is_no_failure(status: int, code: int, raised: int) -> None:
    """Its words are whole: they are the reasons why."""
    words = "incompatible: " + "x" * 5000
    with serving(saying(reply(status, {"error_code": code, "message": words}))) as server:
        with registry(server.url) as asked, pytest.raises(RefusedError) as caught:
            asked.register("orders", AVRO)
        assert (caught.value.code, caught.value.message) == (raised, words)
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [404, 409, 422])
def test_a_no_that_is_not_the_registrys(status: int) -> None:
    with serving(saying(reply(status, b"<html>nginx</html>", Content_Type="text/html"))) as server:
        assert f"({status})" in failure(server.url, lambda each: each.register("orders", AVRO)).message
        assert f"({status})" in failure(server.url, lambda each: each.find("orders", AVRO)).message


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"<!doctype html><title>Sign in</title>", "text/html", "a web page: that is no registry"),
        (b" <a/>", "text/plain", "a web page: that is no registry"),
        (b"hello", "text/plain; charset=x", "text/plain that is not JSON: that is no registry"),
        (b'["a', "application/json", "application/json that is not JSON"),
        (b"[" * 100_000, "application/json", "application/json that is not JSON"),
        (b"\xff\xfe", "", "something that is not JSON"),
    ],
)
def test_something_else_than_json(body: bytes, kind: str, words: str) -> None:
    with serving(saying(reply(200, body, Content_Type=kind))) as server:
        error = failure(server.url)
        assert f"answers with {words}" in error.message
        assert "/subjects" in error.fix
        assert len(server.asked) == 1


@pytest.mark.parametrize("body", [{"a": 1}, [1], None, [["a"]], "a", [True]])
def test_json_that_is_not_understood(body: Any) -> None:
    with serving(saying(reply(200, body))) as server:
        assert "answers what is not understood" in failure(server.url).message
    with serving(saying(reply(200, body))) as server:
        failure(server.url, lambda each: each.version("orders"))
    with serving(saying(reply(200, body))) as server:
        failure(server.url, lambda each: each.config())


def test_half_a_body() -> None:
    half = reply(200, ["orders"], Content_Length="100")
    with serving(saying(half)) as server:
        error = failure(server.url)
        assert f"{server.url} broke off before its answer was complete (3 attempts" in error.message
    with (
        serving(saying(half, b"", b"HTTP/1.1 200", NAMES)) as server,
        registry(server.url, retries=3) as asked,
    ):
        assert asked.contexts() == ["orders"]


def test_no_http_at_all() -> None:
    with serving(saying(b"SSH-2.0-OpenSSH_9.2\r\n")) as server:
        assert "broke off before its answer was complete" in failure(server.url).message


def test_an_encoding_that_is_none() -> None:
    with serving(saying(reply(200, b"[]", Content_Encoding="gzip"))) as server:
        assert "answers in an encoding that cannot be undone" in failure(server.url).message


def test_an_answer_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemactl.registry.confluent.session.LARGEST_ANSWER", 1 << 20)
    with serving(saying(reply(200, ["x" * 1000] * 2000))) as server:
        assert "answers with more than 1 MiB" in failure(server.url).message
        assert len(server.asked) == 1


def test_a_redirection_is_told_and_not_followed() -> None:
    with serving(saying(reply(302, {}, Location="http://u:p@elsewhere/login?token=1"))) as server:
        error = failure(server.url)
        assert error.message == f"registry {server.url} points elsewhere to http://elsewhere/login (302)"
        assert error.fix == "give the URL that is meant, or correct [registry.prod]"
        assert len(server.asked) == 1


def test_one_of_several_is_enough(closed: str) -> None:
    with serving(saying(NAMES)) as server, registry(closed, server.url, retries=0) as asked:
        assert asked.contexts() == ["orders"]


def test_one_that_hangs_leaves_time_for_another() -> None:
    with serving(silent) as first, serving(saying(NAMES)) as second:
        with registry(first.url, second.url, retries=0) as asked:
            assert asked.contexts() == ["orders"]
        assert (len(first.asked), len(second.asked)) == (1, 1)


def test_every_one_that_fails_is_told(closed: str) -> None:
    with (
        serving(saying(reply(503, {}))) as server,
        registry(closed, server.url) as asked,
        pytest.raises(RegistryError) as caught,
    ):
        asked.contexts()
    assert f"{closed} is not reached: connection refused; {server.url} fails (503)" in caught.value.message


def test_deleting_is_not_repeated_when_it_may_have_been_done() -> None:
    for answer in (b"", reply(500, {})):
        with serving(saying(answer)) as server:
            error = failure(server.url, lambda each: each.delete("orders"))
            assert error.message.endswith("; whether it did what it was asked is not known")
            assert len(server.asked) == 1
    with serving(saying(reply(429, {}), reply(200, [1, 2]))) as server, registry(server.url) as asked:
        assert asked.delete("orders") == [1, 2]


def test_registering_is_repeated_because_it_changes_nothing_twice() -> None:
    with serving(saying(b"", reply(200, {"id": 7, "version": 3}))) as server, registry(server.url) as asked:
        added = asked.register("orders", AVRO)
        assert (added.subject, added.number, added.schema_id, added.schema) == ("orders", 3, 7, AVRO)
        assert len(server.asked) == 2
        assert server.asked[0] == server.asked[1]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> authority.Authority:
    return authority.found(tmp_path_factory.mktemp("authority"))


def test_tls(ours: authority.Authority) -> None:
    with (
        serving(saying(NAMES), tls=ours.server()) as server,
        registry(server.url, ca=str(ours.path)) as asked,
    ):
        assert asked.contexts() == ["orders"]


@pytest.mark.parametrize(
    ("name", "days", "trusted", "words"),
    [
        ("127.0.0.1", 1, False, "shows a certificate of an authority that is not trusted here"),
        ("127.0.0.1", -1, True, "shows a certificate that has expired"),
        ("elsewhere", 1, True, "shows a certificate for another name (IP address mismatch"),
    ],
)
def test_certificates_that_are_not_right(
    ours: authority.Authority, name: str, days: int, words: str, *, trusted: bool
) -> None:
    with serving(saying(NAMES), tls=ours.server(name, days=days)) as server:
        error = failure(server.url, ca=str(ours.path) if trusted else "")
    assert error.message.startswith(f"registry {server.url} {words}")
    assert "attempts" not in error.message
    assert ("ca = " in error.fix) is not trusted


def test_who_we_are(ours: authority.Authority) -> None:
    with serving(saying(NAMES), tls=ours.server(ask=True)) as server:
        mine = str(ours.issue("me"))
        with registry(server.url, ca=str(ours.path), certificate=mine) as asked:
            assert asked.contexts() == ["orders"]
        error = failure(server.url, ca=str(ours.path))
    assert "refuses our side of TLS" in error.message
    assert "cert = " in error.fix


def test_a_key_under_a_password(ours: authority.Authority, tmp_path: Path) -> None:
    """Without the password it is refused: OpenSSL would ask the terminal, and wait."""
    mine, password = str(ours.issue("sealed", password=ours.path.name)), tmp_path / "password"
    password.write_text(f"{ours.path.name}\n")
    with serving(saying(NAMES), tls=ours.server(ask=True)) as server:
        said = {"ca": str(ours.path), "certificate": mine}
        with registry(server.url, **said, key_password=Secret(file=str(password))) as asked:
            assert asked.contexts() == ["orders"]
        with (
            pytest.raises(ConfigError, match="the files for TLS cannot be used"),
            registry(server.url, **said),
        ):
            pass


def test_tls_where_there_is_none(ours: authority.Authority) -> None:
    with serving(saying(reply(400, {}))) as server:
        assert "does not speak TLS" in failure(server.url.replace("http:", "https:")).message
    with serving(saying(NAMES), tls=ours.server()) as server:
        assert "broke off" in failure(server.url.replace("https:", "http:")).message


def test_files_for_tls_that_cannot_be_used(tmp_path: Path, ours: authority.Authority) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    missing = str(tmp_path / "missing.pem")
    for said in (
        {"ca": missing},
        {"ca": str(wrong)},
        {"certificate": str(wrong)},
        {"certificate": str(ours.path)},
    ):
        with pytest.raises(ConfigError, match="the files for TLS cannot be used") as caught:
            ConfluentRegistry(Endpoint(urls=("https://h",), **said))
        assert caught.value.fix


def test_the_words_of_a_server_are_one_line_of_bearable_length() -> None:
    with serving(saying(reply(500, {"message": "\x1b[31mred\n" + "x" * 100_000}))) as server:
        message = failure(server.url).message
    assert "\x1b" not in message
    assert "\n" not in message
    assert len(message) < 1000


def test_a_list_that_is_cut_off_is_asked_for_again() -> None:
    names = [f"s{number:04}" for number in range(1203)]
    pages = reply(200, names[:1000]), reply(200, names[1000:]), reply(200, [])
    with serving(saying(*pages)) as server, registry(server.url) as asked:
        assert asked.subjects() == names
        assert [b"offset=1000 " in each for each in server.asked] == [False, True, False]


def test_a_list_of_a_registry_that_knows_no_offset() -> None:
    """It is whole unless it ends where a page would, with the deleted subjects, which count, or without."""
    names = [f"s{number:04}" for number in range(1203)]
    with serving(saying(reply(200, names))) as server, registry(server.url) as asked:
        assert asked.subjects() == names
    some = reply(200, names[:400])
    for answers in ([reply(200, names[:1000])], [some, some, reply(200, names[:1000])]):
        with serving(saying(*answers)) as server:
            told = failure(server.url, lambda each: each.subjects()).message
        assert "gives the first 1000 of its subjects, and not what comes after them" in told


def test_reasons_are_asked_for_where_there_must_be_some() -> None:
    answers = reply(200, {"is_compatible": False}), reply(200, {"is_compatible": False, "messages": ["why"]})
    with serving(saying(*answers)) as server, registry(server.url) as asked:
        answer = asked.compatible("orders", AVRO, 3)
        assert (answer.compatible, answer.messages) == (False, ("why",))
        assert [b"verbose=true" in each for each in server.asked] == [False, True]
        assert server.asked[0].startswith(b"POST /compatibility/subjects/orders/versions/3 ")


def test_what_is_asked_says_who_we_are_and_holds_the_schema() -> None:
    with serving(saying(reply(200, {"id": 1, "version": 1}))) as server, registry(server.url) as asked:
        asked.register("a/b", AVRO, normalize=True, schema_id=5, number=2)
        head, _, body = server.asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /subjects/a%2Fb/versions?normalize=true HTTP/1.1\r\n")
    assert b"content-type: application/vnd.schemaregistry.v1+json" in head.lower()
    assert re.search(rb"user-agent: schemactl/", head.lower())
    assert json.loads(body) == {"schema": '"string"', "schemaType": "AVRO", "id": 5, "version": 2}

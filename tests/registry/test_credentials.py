"""Who asks: what is sent for each kind of auth, what is told when it is not accepted, and that no secret is shown."""

from __future__ import annotations

import base64
import logging
import time
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from registry import authority
from registry.misbehaving import reply, saying, serving, silent

from schemactl.errors import ConfigError, RegistryError
from schemactl.registry.confluent import asking
from schemactl.registry.confluent.registry import ConfluentRegistry
from schemactl.registry.endpoint import Basic, Bearer, ClientCredentials, Endpoint, Secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from schemactl.registry.endpoint import Auth

NAMES = reply(200, ["orders"])
USER_INFO, TOKEN, KEY = "ci:pass:wörd", "eyJhbGciOi", "s3cr3t/key+"
UNKNOWN = reply(401, {"error_code": 40101, "message": "who are you"})


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "FIRST_PAUSE", 0.01)
    for name, value in (("USER_INFO", USER_INFO), ("TOKEN", TOKEN), ("KEY", KEY)):
        monkeypatch.setenv(name, f"{value}\n")


def variable(name: str) -> Secret:
    return Secret(variable=name)


BASIC = Basic(user_info=variable("USER_INFO"))
BEARER = Bearer(token=variable("TOKEN"))


def oauth(url: str, **said: Any) -> ClientCredentials:
    return ClientCredentials(
        token_url=f"{url}/token", client_id="a client", client_secret=variable("KEY"), **said
    )


@contextmanager
def registry(url: str, auth: Auth, **said: Any) -> Iterator[ConfluentRegistry]:
    given = {"timeout": 2.0, "retries": 1} | said
    with ConfluentRegistry(Endpoint(urls=(url,), name="prod", auth=auth, **given)) as opened:
        yield opened


def authorization(request: bytes) -> str:
    """The header's value, or nothing."""
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    headers = (line.partition(": ") for line in lines[1:])
    return next((value for name, _, value in headers if name.lower() == "authorization"), "")


def token(value: str = TOKEN, **said: Any) -> bytes:
    return reply(200, {"access_token": value, "token_type": "Bearer", "expires_in": 3600} | said)


def test_nobody_is_said_without_auth() -> None:
    with serving(saying(NAMES)) as server, registry(server.url, None) as asked:
        asked.contexts()
        assert authorization(server.asked[0]) == ""


def test_a_bare_url_has_nowhere_to_say_who_asks() -> None:
    with (
        serving(saying(UNKNOWN)) as server,
        ConfluentRegistry(Endpoint(urls=(server.url,))) as asked,
        pytest.raises(RegistryError) as caught,
    ):
        asked.contexts()
    assert caught.value.fix == "configure auth in a [registry.NAME] with this URL"


def test_basic() -> None:
    with serving(saying(NAMES)) as server, registry(server.url, BASIC) as asked:
        asked.contexts()
        assert authorization(server.asked[0]) == f"Basic {base64.b64encode(USER_INFO.encode()).decode()}"


def test_bearer() -> None:
    auth = Bearer(token=variable("TOKEN"), cluster="lsrc-1", pool="pool-2")
    with serving(saying(NAMES)) as server, registry(server.url, auth) as asked:
        asked.contexts()
        assert authorization(server.asked[0]) == f"Bearer {TOKEN}"
        assert b"target-sr-cluster: lsrc-1\r\n" in server.asked[0]
        assert b"Confluent-Identity-Pool-Id: pool-2\r\n" in server.asked[0]


def test_a_token_is_fetched_once() -> None:
    with serving(saying(token())) as idp, serving(saying(NAMES)) as server:
        with registry(server.url, oauth(idp.url, scope="read write", cluster="lsrc-1")) as asked:
            asked.contexts()
            asked.contexts()
        assert [authorization(each) for each in server.asked] == [f"Bearer {TOKEN}"] * 2
        assert len(idp.asked) == 1
        head, _, body = idp.asked[0].partition(b"\r\n\r\n")
    assert body == b"grant_type=client_credentials&scope=read+write"
    assert head.startswith(b"POST /token HTTP/1.1")
    user = base64.b64encode(b"a%20client:s3cr3t%2Fkey%2B").decode()
    assert authorization(idp.asked[0]) == f"Basic {user}"


def test_a_token_is_fetched_again_before_it_expires() -> None:
    with serving(saying(token(expires_in=0.5), token("other"))) as idp, serving(saying(NAMES)) as server:
        with registry(server.url, oauth(idp.url)) as asked:
            asked.contexts()
            time.sleep(0.41)
            asked.contexts()
        assert [authorization(each) for each in server.asked] == [f"Bearer {TOKEN}", "Bearer other"]


def test_a_token_that_is_taken_back_is_fetched_again() -> None:
    with serving(saying(token(), token("other"))) as idp, serving(saying(UNKNOWN, NAMES)) as server:
        with registry(server.url, oauth(idp.url), retries=0) as asked:
            assert asked.contexts() == ["orders"]
        assert [authorization(each) for each in server.asked] == [f"Bearer {TOKEN}", "Bearer other"]


def test_a_token_that_does_not_help_is_not_fetched_for_ever() -> None:
    with serving(saying(token(expires_in=None))) as idp, serving(saying(UNKNOWN)) as server:
        with registry(server.url, oauth(idp.url)) as asked, pytest.raises(RegistryError) as caught:
            asked.contexts()
        assert (len(idp.asked), len(server.asked)) == (2, 2)
    assert caught.value.message.startswith(f"registry {server.url} does not know who asks (401): who are you")
    assert caught.value.fix == "look what client a client may do, and whether its scope is right"


@pytest.mark.parametrize(
    ("auth", "fix"),
    [
        (BASIC, "look whether $USER_INFO holds the right user:password, and what that user may do"),
        (BEARER, "the token in $TOKEN may have expired, or lack a role: get another one"),
    ],
)
def test_what_to_do_where_it_is_not_accepted(auth: Auth, fix: str) -> None:
    for status in (401, 403):
        with serving(saying(reply(status, {}))) as server:
            with registry(server.url, auth) as asked, pytest.raises(RegistryError) as caught:
                asked.contexts()
            assert (caught.value.fix, len(server.asked)) == (fix, 1)


@pytest.mark.parametrize(
    ("answer", "words", "fix"),
    [
        (
            reply(401, {"error": "invalid_client"}), "does not know who asks (401): invalid_client",
            "look whether client-id is right, and $KEY holds its secret",
        ),
        (reply(400, {"error": "invalid_scope", "error_description": "no such scope"}), "(400): no such scope", None),
        (reply(503, {}), "fails (503) (2 attempts in ", None),
        (reply(200, {"access_token": 3}), "gives no token", "correct token-url in [registry.prod]"),
        (reply(200, {"access_token": "wörd"}), "gives no token", None),
        (reply(200, b"<html/>"), "answers with a web page", None),
        (reply(302, {}, Location="/login"), "points elsewhere to /login (302)", None),
    ],
)  # fmt: skip
def test_a_token_endpoint_that_gives_none(answer: bytes, words: str, fix: str | None) -> None:
    with serving(saying(answer)) as idp, serving(saying(NAMES)) as server:
        with registry(server.url, oauth(idp.url)) as asked, pytest.raises(RegistryError) as caught:
            asked.contexts()
        assert server.asked == []
    assert caught.value.message.startswith(f"token endpoint {idp.url}/token ")
    assert words in caught.value.message
    assert caught.value.fix == (fix or caught.value.fix)


def test_a_token_endpoint_that_hangs() -> None:
    begun = time.monotonic()
    with (
        serving(silent) as idp,
        registry("http://127.0.0.1:9", oauth(idp.url)) as asked,
        pytest.raises(RegistryError, match=r"token endpoint .* has not answered"),
    ):
        asked.contexts()
    assert time.monotonic() - begun < 3.0


def test_a_token_endpoint_of_the_same_authority(tmp_path: Path) -> None:
    ours = authority.found(tmp_path)
    with (
        serving(saying(token()), tls=ours.server()) as idp,
        serving(saying(NAMES), tls=ours.server()) as server,
        registry(server.url, oauth(idp.url), ca=str(ours.path)) as asked,
    ):
        assert asked.contexts() == ["orders"]


@pytest.mark.parametrize("auth", ["basic", "bearer", "oauth"])
def test_no_secret_is_shown(auth: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in what is told, nor in a traceback, a repr, or the most talkative log: though the server repeats it."""
    caplog.set_level(logging.DEBUG)
    echo = {
        "error_code": 401,
        "message": f"I know no {USER_INFO} and no pass:wörd, {TOKEN}, {KEY} or s3cr3t%2Fkey%2B",
    }
    with serving(saying(token())) as idp, serving(saying(reply(401, echo))) as server:
        given = {"basic": BASIC, "bearer": BEARER, "oauth": oauth(idp.url)}[auth]
        mine = {"basic": ("pass:wörd",), "bearer": (TOKEN,), "oauth": (KEY, "s3cr3t%2Fkey%2B")}[auth]
        with registry(server.url, given) as asked, pytest.raises(RegistryError) as caught:
            asked.contexts()
        shown = [
            caught.value.message, caught.value.fix, repr(asked), repr(asked.asker), repr(asked.endpoint), caplog.text,
            repr(asked.asker.session), "".join(traceback.format_exception(caught.value)),
        ]  # fmt: skip
    assert "***" in caught.value.message
    sent = authorization(server.asked[0]).partition(" ")[2]
    for secret in (*mine, sent if auth != "oauth" else KEY):
        assert not [each for each in shown if secret in each]


def test_a_token_that_was_fetched_is_not_shown() -> None:
    echo = saying(reply(403, {"message": "no fetched-token here"}))
    with (
        serving(saying(token("fetched-token"))) as idp,
        serving(echo) as server,
        registry(server.url, oauth(idp.url)) as asked,
        pytest.raises(RegistryError) as caught,
    ):
        asked.contexts()
    assert "fetched-token" not in caught.value.message


def test_secrets_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret"
    told = []
    for text in (None, b"", b"  \n", b"a\nb", b"\xff"):
        if text is not None:
            file.write_bytes(text)
        with pytest.raises(ConfigError) as caught:
            ConfluentRegistry(Endpoint(urls=("http://h",), auth=Bearer(token=Secret(file=str(file)))))
        told.append(caught.value.message.removeprefix(str(file)))
    assert told == [
        ", which should hold a secret, cannot be read: No such file or directory",
        " is empty, or more than one line", " is empty, or more than one line", " is empty, or more than one line",
        ", which should hold a secret, cannot be read: it is not UTF-8",
    ]  # fmt: skip
    monkeypatch.setenv("TOKEN", "wörd")
    for auth, words in (
        (Bearer(token=variable("UNSET_VARIABLE")), "UNSET_VARIABLE is not set"),
        (Basic(user_info=variable("TOKEN")), r"\$TOKEN is not user:password"),
        (BEARER, r"\$TOKEN is no token: it is not ASCII"),
    ):
        with pytest.raises(ConfigError, match=words) as caught:
            ConfluentRegistry(Endpoint(urls=("http://h",), auth=auth))
        assert "wörd" not in caught.value.message + caught.value.fix


def test_a_secret_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("in-a-file\n")
    auth = Bearer(token=Secret(file=str(tmp_path / "token")))
    with serving(saying(NAMES)) as server, registry(server.url, auth) as asked:
        asked.contexts()
        assert authorization(server.asked[0]) == "Bearer in-a-file"

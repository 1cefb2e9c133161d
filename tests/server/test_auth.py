"""Who may ask for what: every route, with and without credentials; and that secrets stay where they are."""

from __future__ import annotations

import re
import ssl
import subprocess
import sys
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from served import Rest, serving

from schemactl.server.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from served import Served

PASSWORD, TOKEN, READER_TOKEN = "hünter2: a secret", "t0ken-" + "a" * 30, "reader-" + "b" * 30
SECRETS = (PASSWORD, TOKEN, READER_TOKEN)


def hashed(kind: str, secret: str) -> str:
    command = (sys.executable, "-m", "schemactl", "registry", "secret", f"--{kind}")
    done = subprocess.run(command, input=f"{secret}\n", capture_output=True, text=True, check=True)
    return done.stdout.strip()


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture(scope="module")
def auth_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = (
        ("user", "ci", "password", hashed("password", PASSWORD), "read-write"),
        ("user", "ann", "password", hashed("password", "ann's"), "read-only"),
        ("token", "deploy", "token", hashed("token", TOKEN), "read-write"),
        ("token", "board", "token", hashed("token", READER_TOKEN), "read-only"),
    )
    text = "".join(
        f'[[{table}]]\nname = "{name}"\n{key} = "{secret}"\nrole = "{role}"\n'
        for table, name, key, secret, role in rows
    )
    path = tmp_path_factory.mktemp("auth") / "auth.toml"
    path.write_text(text)
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, auth_file: Path) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("guarded"), "--auth", str(auth_file)) as server:
        yield server


GOOD = {"user": basic("ci", PASSWORD), "token": f"Bearer {TOKEN}"}
READERS = {"user": basic("ann", "ann's"), "token": f"Bearer {READER_TOKEN}"}
BAD = {
    "none": "",
    "wrong password": basic("ci", "wrong"),
    "empty password": basic("ci", ""),
    "unknown user": basic("nobody", PASSWORD),
    "no colon": "Basic " + b64encode(b"ci").decode(),
    "no base64": "Basic %%%",
    "no UTF-8": "Basic " + b64encode(b"\xff:\xff").decode(),
    "wrong token": "Bearer " + "c" * 30,
    "empty token": "Bearer ",
    "a hash as token": "Bearer sha256$" + "0" * 64,
    "token as password": basic("deploy", TOKEN),
    "another scheme": "Digest x",
    "two of them": f"Bearer wrong, Bearer {TOKEN}",
}


def ask(server: Served, method: str, path: str, credentials: str):
    headers = {"Authorization": credentials} if credentials else {}
    return Rest(server.url).call(method, path, b"{}" if method in {"POST", "PUT"} else None, headers)


def filled(pattern: str) -> str:
    return re.sub(r"\{\w+\}", "1", pattern)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.pattern}")
def test_every_route_wants_credentials(server, route):
    for credentials in ("", BAD["wrong token"]):
        answer = ask(server, route.method, filled(route.pattern), credentials)
        if route.open:
            assert answer.status == 200
        else:
            assert answer.code == (401, 401)
            assert answer.headers["www-authenticate"]
    assert (
        ask(server, route.method, filled(route.pattern), READERS["token"]).status == 403
        if route.writes
        else True
    )
    assert ask(server, route.method, filled(route.pattern), GOOD["token"]).status not in {401, 403}


@pytest.mark.parametrize(
    "path", ["/metrics", "/nothing", "/contexts/.a/subjects", "/contexts/.a/healthz", "//subjects"]
)
def test_what_is_beside_the_routes_wants_them_too(server, path):
    answer = ask(server, "GET", path, "")
    assert answer.status == 401 or answer.body == b"ok\n"


@pytest.mark.parametrize("credentials", BAD.values(), ids=BAD)
def test_bad_credentials(server, credentials):
    answer = ask(server, "GET", "/subjects", credentials)
    assert answer.code == (401, 401)
    assert not any(secret in answer.body.decode() for secret in SECRETS)


@pytest.mark.parametrize("credentials", GOOD.values(), ids=GOOD)
def test_good_credentials_may_write(server, credentials):
    for _ in range(2):  # the second time a password is remembered
        assert ask(server, "PUT", "/config", credentials).status == 200


@pytest.mark.parametrize("credentials", READERS.values(), ids=READERS)
def test_readers_may_read_only(server, credentials):
    for _ in range(2):
        assert ask(server, "GET", "/subjects", credentials).status == 200
        assert ask(server, "POST", "/compatibility/subjects/a/versions", credentials).status != 403
        assert ask(server, "PUT", "/config", credentials).code == (403, 403)
        assert ask(server, "POST", "/subjects/a/versions", credentials).code == (403, 403)


def test_secrets_are_nowhere(server, auth_file):
    ask(server, "GET", f"/subjects?token={TOKEN}", GOOD["token"])
    ask(server, "POST", "/subjects/a/versions", GOOD["user"])
    arguments = Path(f"/proc/{server.process.pid}/cmdline").read_bytes().decode()
    environment = Path(f"/proc/{server.process.pid}/environ").read_bytes().decode(errors="replace")
    metrics = ask(server, "GET", "/metrics", GOOD["token"]).body.decode()
    headers = [value.partition(" ")[2] for value in (*GOOD.values(), *READERS.values())]
    for text in (arguments, environment, metrics, server.log, auth_file.read_text()):
        assert not any(secret in text for secret in (*SECRETS, *headers))


def test_the_log_says_who(server):
    ask(server, "GET", "/contexts", GOOD["user"])
    assert '"user": "ci"' in server.log


def test_over_tls(tmp_path, auth_file):
    certificate, key = made_certificate(tmp_path)
    tls = ("--tls-cert", str(certificate), "--tls-key", str(key))
    with serving(tmp_path, "--auth", str(auth_file), *tls) as server:
        assert server.url.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(certificate))
        asked = urllib.request.Request(f"{server.url}/subjects", headers={"Authorization": GOOD["token"]})  # noqa: S310
        with urllib.request.urlopen(asked, context=trusting, timeout=10) as answer:  # noqa: S310
            assert answer.read() == b"[]"
        with pytest.raises(OSError, match="certificate verify failed"):
            urllib.request.urlopen(asked, timeout=10)  # noqa: S310
        with pytest.raises(OSError):  # noqa: PT011  (whatever the client makes of it)
            Rest(server.url.replace("https", "http")).get("/subjects")
        assert server.end() == 0


def made_certificate(folder: Path, *extra: str) -> tuple[Path, Path]:
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        (
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", str(key), "-out", str(certificate),
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", *(extra or ("-nodes",)),
        ),
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key

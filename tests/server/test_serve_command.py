"""`registry serve` and `registry secret` on the command line: what they refuse, and how they say so."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from served import Rest, serving
from server.test_auth import made_certificate

if TYPE_CHECKING:
    from pathlib import Path

HASH = "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


def run(folder: Path, *arguments: str, given: str = "") -> tuple[int, str, str]:
    command = (sys.executable, "-m", "schemactl", "registry", *arguments)
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_taken_port(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, said = run(tmp_path, "serve", f"--port={taken.getsockname()[1]}")
    assert code == 2
    assert "address already in use" in said
    assert "--port" in said


def test_a_host_that_is_none(tmp_path):
    assert run(tmp_path, "serve", "--host=no.such.host.invalid")[0] == 2
    code, _, said = run(tmp_path, "serve", "--host=192.0.2.1", "--insecure")
    assert code == 2
    assert "192.0.2.1" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104
def test_other_machines_are_not_let_in_unasked(tmp_path, host):
    code, _, said = run(tmp_path, "serve", f"--host={host}", "--port=0")
    assert code == 2
    assert "--auth FILE" in said
    assert "--insecure" in said


def test_other_machines_are_let_in_with_a_warning(tmp_path):
    with serving(tmp_path, "--host=0.0.0.0", "--insecure") as server:
        assert server.log.startswith("warning: ")
    auth = tmp_path / "auth.toml"
    auth.write_text(f'[[user]]\nname = "a"\npassword = "{HASH}"\nrole = "read-only"\n')
    with serving(tmp_path, "--host=0.0.0.0", "--auth", str(auth)) as server:
        assert "unencrypted" in server.log


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_places_of_this_machine(tmp_path, host):
    with serving(tmp_path, f"--host={host}") as server:
        assert server.rest.get("/subjects").json == []
        assert "warning" not in server.log


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda path: path.mkdir(), 3, "is a folder"),
        (
            lambda path: path.write_bytes(b"not a database, but long enough to look at" * 100),
            3,
            "file is not a database",
        ),
        (
            lambda path: sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close(),
            3,
            "another program's",
        ),
    ],
)
def test_a_bad_database(tmp_path, make, code, said):
    make(tmp_path / "bad.db")
    got, _, told = run(tmp_path, "serve", "--port=0", "--database=bad.db")
    assert (got, said in told) == (code, True), told


def test_a_database_in_no_folder(tmp_path):
    assert run(tmp_path, "serve", "--port=0", "--database=no/such/folder/x.db")[0] == 3


AUTH_FILES = {
    "[[user]": "TOML",
    "": "nobody is in it",
    "[[users]]\nname = 'a'": "users is not known",
    "user = 3": "no list of tables",
    "[[user]]\nname = 'a'": "other keys",
    f"[[user]]\nname = 'a'\npassword = '{HASH}'\nrole = 'admin'": "no known role",
    f"[[user]]\nname = 'a:b'\npassword = '{HASH}'\nrole = 'read-only'": "is no name",
    "[[user]]\nname = 'a'\npassword = 'plain'\nrole = 'read-only'": "is no hash",
    "[[user]]\nname = 'a'\npassword = 'scrypt$1073741824$8$1$AAAA$AAAA'\nrole = 'read-only'": "is no hash",
    "[[token]]\nname = 'a'\ntoken = 'plain'\nrole = 'read-only'": "is no hash",
    f"[[user]]\nname = 'a'\npassword = '{HASH}'\nrole = 'read-only'\n" * 2: "there twice",
}


@pytest.mark.parametrize("text", AUTH_FILES, ids=AUTH_FILES.values())
def test_a_bad_auth_file(tmp_path, text):
    (tmp_path / "auth.toml").write_text(text)
    code, _, said = run(tmp_path, "serve", "--port=0", "--auth=auth.toml")
    assert (code, AUTH_FILES[text] in said) == (2, True), said
    assert "auth.toml" in said
    assert "plain" not in said
    assert not (tmp_path / "schemactl-registry.db").exists()


def test_no_auth_file(tmp_path):
    assert run(tmp_path, "serve", "--port=0", "--auth=none.toml")[0] == 2
    (tmp_path / "auth.toml").write_bytes(b"\xff\xfe")
    assert run(tmp_path, "serve", "--port=0", "--auth=auth.toml")[0] == 2


def test_bad_certificates(tmp_path):
    certificate, key = made_certificate(tmp_path)
    (tmp_path / "junk.pem").write_text("junk")
    for pair in (
        ("none.pem", str(key)),
        (str(certificate), "junk.pem"),
        ("junk.pem", str(key)),
        (str(key), str(key)),
    ):
        code, _, said = run(tmp_path, "serve", "--port=0", "--tls-cert", pair[0], "--tls-key", pair[1])
        assert code == 2, said
    code, _, said = run(tmp_path, "serve", "--port=0", "--tls-cert", str(certificate))
    assert (code, "--tls-key" in said) == (2, True)


def test_an_encrypted_key(tmp_path):
    certificate, key = made_certificate(tmp_path, "-passout", "pass:secret")
    code, _, said = run(tmp_path, "serve", "--port=0", "--tls-cert", str(certificate), "--tls-key", str(key))
    assert (code, "encrypted" in said) == (2, True), said


def test_an_unknown_profile(tmp_path):
    code, _, said = run(tmp_path, "serve", "--port=0", "--answer-as=nothing@1")
    assert (code, "confluent@8" in said) == (2, True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(tmp_path, number):
    with serving(tmp_path) as server:
        server.rest.post("/subjects/s/versions", {"schema": '"long"'})
        assert server.end(number) == 0
        assert server.log.endswith("ended\n")
    with serving(tmp_path) as server:
        assert server.rest.get("/subjects").json == ["s"]


def test_quiet_logs_no_requests(tmp_path):
    with serving(tmp_path, flags=("-q",)) as server:
        server.rest.get("/subjects")
        server.end()
        assert '"request"' not in server.log


def test_nobody_reads_the_log(tmp_path):
    """A pipe that is full, and one whose reader has gone, keep nobody from being answered."""
    command = (sys.executable, "-m", "schemactl", "registry", "serve", "--port=0", "--database=x.db")
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        url = process.stderr.readline().partition(" at ")[2].split()[0]
        rest, path = Rest(url), f"/subjects/{'s' * 200}/versions"
        for _ in range(400):
            assert rest.get(path).status == 404
        reader = os.fdopen(os.dup(process.stderr.fileno()))
        process.stderr.close()
        reader.close()
        assert rest.get(path).status == 404
        process.terminate()
        assert process.wait(30) == 0


def test_answers_as_a_profile(tmp_path):
    old = {"schema": 'syntax = "proto3"; message M { repeated string r = 1; }', "schemaType": "PROTOBUF"}
    new = {"schema": 'syntax = "proto3"; message M { string r = 1; }', "schemaType": "PROTOBUF"}
    said = []
    for arguments in ((), ("--answer-as=confluent@8", "--database=other.db")):
        with serving(tmp_path, *arguments) as server:
            server.rest.post("/subjects/s/versions", old)
            said.append(server.rest.post("/compatibility/subjects/s/versions", new).json["is_compatible"])
    assert said == [False, True]


@pytest.mark.parametrize(("kind", "start"), [("password", "scrypt$"), ("token", "sha256$")])
def test_secrets_are_hashed(tmp_path, kind, start):
    code, told, said = run(tmp_path, "secret", f"--{kind}", given="correct horse battery\n")
    assert (code, said) == (0, "")
    assert told.startswith(start)
    assert "horse" not in told
    again = run(tmp_path, "secret", f"--{kind}", given="correct horse battery")[1]
    assert (again == told) is (kind == "token")  # a password's hash has a salt


@pytest.mark.parametrize("given", ["", "\n", "two\nlines\n", "a\x00b", "short"])
def test_what_is_no_secret(tmp_path, given):
    code, told, said = run(tmp_path, "secret", "--token", given=given)
    assert (code, told) == (2, "")
    assert "   fix    " in said


def test_metrics(tmp_path):
    with serving(tmp_path) as server:
        for _ in range(3):
            server.rest.get("/subjects/a/versions")
        server.rest.get("/nothing/'%22%0A{}")
        lines = server.rest.get("/metrics").body.decode().splitlines()
        route = 'route="/subjects/{subject}/versions"'
        assert f'schemactl_registry_requests_total{{method="GET",{route},status="404"}} 3' in lines
        assert f'schemactl_registry_request_seconds_bucket{{{route},le="+Inf"}} 3' in lines
        assert f"schemactl_registry_request_seconds_count{{{route}}} 3" in lines
        assert any('route="none",status="404"' in line for line in lines)


def test_ready_and_healthy(tmp_path):
    with serving(tmp_path) as server:
        assert server.rest.get("/healthz").body == b"ok\n"
        assert server.rest.get("/readyz").body == b"ready\n"


def test_a_database_that_is_damaged_while_it_is_served(tmp_path):
    with serving(tmp_path) as server:
        server.rest.post("/subjects/s/versions", {"schema": '"long"'})
        for file in tmp_path.glob("schemactl-registry.db*"):
            file.write_bytes(b"damaged" * 5000)
        assert server.rest.get("/readyz").status in {200, 503}
        answer = server.rest.post("/subjects/t/versions", {"schema": '"int"'})
        assert answer.status == 500, answer
        assert answer.json["error_code"] == 50001
        assert server.rest.get("/healthz").status == 200


def test_many_ask_at_once(tmp_path):
    with serving(tmp_path) as server:
        found: list[int] = []

        def ask(number: int) -> None:
            for each in range(5):
                body = {"schema": f'{{"type":"fixed","name":"F{number}x{each}","size":8}}'}
                found.append(server.rest.post(f"/subjects/s{number}-{each}/versions", body).status)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [200] * 60

"""The registry's commands against a real server over HTTP, and what a proxy before it can do to them."""

from __future__ import annotations

import json
import signal
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jsonschema
import pytest
from cli.registries import CONFIG, MAIL
from cli.test_registry_push import ERROR
from registry import misbehaving
from served import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli.conftest import Done
    from cli.registries import Shop
    from registry.misbehaving import Running
    from served import Served

MAIL_SUBJECT = ("proto/mail/v1/mail.proto", "address = 1;", "address = 1;\n  string subject = 2;")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "server"
    folder.mkdir()
    with serving(folder) as server:
        yield server


@pytest.fixture
def configured(shop: Shop, server: Served) -> Shop:
    """A project whose configuration names the server."""
    shop.files.write("schemactl.toml", f'{CONFIG}\n[registry.prod]\nurl = "{server.url}"\n')
    return shop


def ask(shop: Shop, command: str, url: str, *arguments: str) -> Done:
    return shop.run("registry", command, *arguments, "--registry", url)


def passed_on(request: bytes, url: str) -> bytes:
    """What the real server says to a request."""
    place = urlsplit(url)
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
        connection.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
        read = b""
        while piece := connection.recv(65536):
            read += piece
        return read


def registers(request: bytes, subject: str) -> bool:
    return request.startswith(f"POST /subjects/{subject}/versions".encode())


def proxy(
    url: str, before: Callable[[bytes], bool], after: Callable[[bytes], bool]
) -> Callable[[Running, socket.socket, bytes], None]:
    """Breaks off where one of the two says so: before the server hears, or before the client does."""

    def behaviour(_: Running, connection: socket.socket, request: bytes) -> None:
        if before(request):
            return
        answer = passed_on(request, url)
        if not after(request):
            connection.sendall(answer)

    return behaviour


def never(_: bytes) -> bool:
    return False


def test_everything_over_http(configured: Shop) -> None:
    run = configured.run
    done = run("registry", "push")
    assert done.out.splitlines()[-1] == "registered  orders-value@1, id 3"
    assert run("registry", "push").out == "nothing to register: the registry has it all\n"
    done = run("check", "--against", "registry")
    assert done.code == 0
    assert "3 subjects: 3 unchanged" in done.out
    configured.files.edit(*MAIL_SUBJECT)
    done = run("check", "--against", "registry:prod@all")
    assert done.code == 0
    assert "asked  the registry accepts it" in done.out
    assert run("registry", "push").out == "registered  mails-value@2, id 4\n"
    configured.files.edit("proto/common/v1/money.proto", "int64 units", "string units")
    done = run("check", "--against", "registry", "-f", "json")
    assert done.code == 1
    found = {each["subject"]: each for each in done.json["comparisons"]}
    assert not found["orders-value"]["compatible"]
    (said,) = found["common/v1/money.proto"]["registry"].values()
    assert said["compatible"] is False
    assert said["messages"]
    assert run("registry", "pull").code == 0
    assert run("check", "--against", "lock", "--offline").code == 1
    assert run("registry", "ping").code == 0


def test_a_registry_that_is_not_configured(shop: Shop) -> None:
    done = shop.run("check", "--against", "registry")
    assert done.code == 2
    assert "registry" in done.err


def test_a_bounded_number_of_requests(configured: Shop, server: Served) -> None:
    ask(configured, "push", server.url)
    for number in range(20):
        configured.files.write(
            f"proto/order/v1/n{number}.proto",
            f'syntax = "proto3";\npackage order.v1;\nmessage N{number} {{}}\n',
        )
    configured.files.write(
        "schemactl.toml",
        CONFIG.replace('strategy = "topic"', 'strategy = "topic-record"'),
    )
    ask(configured, "push", server.url)
    with misbehaving.serving(proxy(server.url, never, never)) as between:
        done = configured.run("check", "--against", between.url)
        assert "23 subjects: 23 unchanged" in done.out
        assert len(between.asked) < 23 * 5


@pytest.mark.parametrize("heard", [False, True], ids=["the request is lost", "the answer is lost"])
def test_the_registry_breaks_off_in_the_middle_of_a_push(
    configured: Shop, server: Served, *, heard: bool
) -> None:
    """What was done is said; what is not known is said not to be; and pushing again goes on from there."""

    def mails(request: bytes) -> bool:
        return registers(request, "mails-value")

    faults = (never, mails) if heard else (mails, never)
    with misbehaving.serving(proxy(server.url, *faults)) as between:
        done = ask(configured, "push", between.url)
    assert done.code == 3
    assert done.out.splitlines() == [
        "registered  common/v1/money.proto@1, id 1",
        "not done    mails-value, orders-value",
    ]
    assert "mails-value: " in done.err
    assert "(1 registered before it, 2 not done)" in done.err
    assert "whether this one arrived is not known" in done.err
    done = ask(configured, "push", server.url)
    assert done.code == 0
    assert "money" not in done.out
    assert "registered  orders-value@1" in done.out
    assert server.rest.get("/subjects/mails-value/versions").json == [1]


def test_the_registry_is_killed_in_the_middle_of_a_push(
    configured: Shop, server: Served, tmp_path: Path
) -> None:
    def kill(request: bytes) -> bool:
        if registers(request, "orders-value") and server.process.poll() is None:
            server.end(signal.SIGKILL)
        return registers(request, "orders-value")

    with misbehaving.serving(proxy(server.url, kill, never)) as between:
        done = ask(configured, "push", between.url, "-f", "json")
    assert done.code == 3
    jsonschema.validate(done.json, ERROR)
    assert [each["subject"] for each in done.json["registered"]] == ["common/v1/money.proto", "mails-value"]
    assert done.json["pending"] == ["orders-value"]
    done = ask(configured, "push", server.url)
    assert done.code == 3
    with serving(tmp_path / "server") as again:
        assert ask(configured, "push", again.url).out.startswith("registered  orders-value@1, id ")


def test_another_client_is_faster(configured: Shop, server: Served) -> None:
    """Between our check and our registration comes a version that ours does not go with."""
    ask(configured, "push", server.url)
    configured.files.edit(*MAIL_SUBJECT)
    theirs = MAIL.replace("address = 1;", "address = 1;\n  int32 subject = 2;")

    def faster(request: bytes) -> bool:
        if registers(request, "mails-value"):
            body = {"schema": theirs, "schemaType": "PROTOBUF"}
            assert server.rest.post("/subjects/mails-value/versions", body).status == 200
        return False

    with misbehaving.serving(proxy(server.url, faster, never)) as between:
        done = ask(configured, "push", between.url)
    assert done.code == 1
    assert done.out == "not done    mails-value\n"
    assert "mails-value: " in done.err
    assert server.rest.get("/subjects/mails-value/versions").json == [1, 2]


def test_the_compatibility_is_set_back_though_the_registration_fails(
    configured: Shop, server: Served
) -> None:
    ask(configured, "push", server.url)
    configured.files.edit("proto/mail/v1/mail.proto", "string address", "int32 address")
    waived = configured.run(
        "waive", "--all", "--reason", "r", "--owner", "o", "--against", server.url
    )  # fmt: skip
    assert waived.code == 0
    tried = []

    def second(request: bytes) -> bool:
        tried.extend([request] * registers(request, "mails-value"))
        return len(tried) > 1 and registers(request, "mails-value")

    with misbehaving.serving(proxy(server.url, second, never)) as between:
        done = ask(configured, "push", between.url, "--with-compatibility", "NONE", "--i-understand")
    assert done.code == 3
    assert server.rest.get("/config/mails-value").status == 404

    def restoring(request: bytes) -> bool:
        return request.startswith(b"DELETE /config/mails-value")

    with misbehaving.serving(proxy(server.url, restoring, never)) as between:
        done = ask(configured, "push", between.url, "--with-compatibility", "NONE", "--i-understand")
    assert done.code == 3
    assert "mails-value is left with compatibility NONE, and was as for all" in done.err
    assert server.rest.get("/config/mails-value").json["compatibilityLevel"] == "NONE"


def test_from_a_file_into_a_server_and_back(configured: Shop, server: Served) -> None:
    """Where a team outgrows the registry in a file; and an import that is broken off is gone on with."""
    configured.push()
    configured.files.edit(*MAIL_SUBJECT)
    configured.push()
    with configured.opened() as registry:
        registry.delete("mails-value", 1)
    assert configured.registry("export", "-o", "all.json").code == 0

    def late(request: bytes) -> bool:
        return registers(request, "orders-value")

    with misbehaving.serving(proxy(server.url, late, never)) as between:
        done = ask(configured, "import", between.url, "all.json")
    assert done.code == 3
    assert server.rest.get("/mode/mails-value").status == 404, "no subject is left in mode IMPORT"
    done = ask(configured, "import", server.url, "all.json")
    assert done.out.endswith(" has got 1 version and 1 deletion, of 3 subjects\n")
    assert ask(configured, "export", server.url, "-o", "back.json").code == 0
    one, other = (json.loads((configured.folder / name).read_text()) for name in ("all.json", "back.json"))
    for told in (one, other):
        for subject in told["subjects"].values():
            subject.pop("effective", None)
    assert one["subjects"] == other["subjects"]


def test_a_server_that_is_not_there(configured: Shop, server: Served) -> None:
    server.end()
    for command in ("ping", "subjects", "plan", "push", "pull"):
        done = ask(configured, command, server.url)
        assert done.code == 3, done
        assert "Traceback" not in done.err
    assert configured.run("check", "--against", "registry").code == 3


def test_where_the_answers_differ_a_profile_says_why(configured: Shop, tmp_path: Path) -> None:
    """A registry that judges as Confluent's: all varints are one to it."""
    folder = tmp_path / "confluent"
    folder.mkdir()
    with serving(folder, "--answer-as", "confluent@8") as server:
        configured.files.edit("proto/mail/v1/mail.proto", "string address = 1;", "int64 sent = 1;")
        assert ask(configured, "push", server.url).code == 0
        configured.files.edit("proto/mail/v1/mail.proto", "int64 sent", "uint64 sent")
        done = configured.run("check", "--against", server.url)
        assert done.code == 1
        assert "asked  the registry accepts it" in done.out
        assert "differ unsafe, though confluent@8 accepts it: varints are one kind to it" in done.out
        assert configured.run("check", "--against", server.url, "--trust", "registry").code == 0
        assert ask(configured, "push", server.url).code == 1

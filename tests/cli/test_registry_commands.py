"""Looking into a registry, and what holds for its subjects."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cli.registries import AT

if TYPE_CHECKING:
    from cli.conftest import Run
    from cli.registries import Shop


def test_ping(shop: Shop) -> None:
    shop.push()
    done = shop.registry("ping")
    assert done.out.startswith("embedded:registry.db answers: 3 subjects, BACKWARD, READWRITE · ")


def test_subjects(shop: Shop) -> None:
    shop.push()
    assert shop.registry("subjects").out == "common/v1/money.proto  1\nmails-value  1\norders-value  1\n"
    assert shop.registry("subjects", "mail").out == "mails-value  1\n"
    with shop.opened() as registry:
        registry.delete("mails-value")
    assert "mails" not in shop.registry("subjects").out
    assert "mails-value  none  (deleted: 1)\n" in shop.registry("subjects", "--deleted").out
    told = shop.registry("subjects", "--deleted", "-f", "json").json
    assert {"subject": "mails-value", "versions": [], "deleted": [1]} in told["subjects"]


def test_show(shop: Shop) -> None:
    shop.push()
    done = shop.registry("show", "orders-value")
    assert done.out.startswith(
        "orders-value@1 · id 3 · PROTOBUF\nrefers to common/v1/money.proto: common/v1/money.proto@1\n\nsyntax"
    )
    with shop.opened() as registry:
        registry.delete("orders-value")
    assert shop.registry("show", "orders-value@1").out.startswith(
        "orders-value@1 · id 3 · PROTOBUF · deleted\n"
    )
    assert "is mails-value@1\n" in shop.registry("show", "--id", "2").out
    told = shop.registry("show", "--id", "2", "-f", "json").json
    assert told["uses"] == [{"subject": "mails-value", "version": 1}]
    assert told["text"].startswith("syntax")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show",), 2, "say a subject, or --id"),
        (("show", "a", "--id", "1"), 2, "say a subject, or --id"),
        (("show", "nobody"), 1, "nobody"),
        (("show", "mails-value@9"), 1, "mails-value has no version 9"),
        (("show", "--id", "99"), 1, "99"),
        (("config", "--set", "FULL", "--delete"), 2, "two things"),
        (("mode", "--set", "READONLY", "--delete"), 2, "two things"),
        (("import", "nothing.json"), 3, "nothing.json cannot be read"),
        (("serv",), 2, "No such command 'serv'"),
    ],
)
def test_what_is_not_there_and_what_is_not_meant(
    shop: Shop, run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    shop.push()
    done = run("registry", *arguments, *AT)
    assert done.code == code
    assert words in done.err


def test_config(shop: Shop) -> None:
    shop.push()
    assert shop.registry("config").out == "all subjects: BACKWARD (as for all)\n"
    assert shop.registry("config", "--set", "full").out == "all subjects: FULL (said here)\n"
    assert shop.registry("config", "mails-value").out == "mails-value: FULL (as for all)\n"
    done = shop.registry("config", "mails-value", "--set", "NONE")
    assert done.out == "mails-value: NONE (said here)\n"
    assert shop.registry("config", "mails-value", "--delete").out == "mails-value: FULL (as for all)\n"
    assert shop.registry("config", "mails-value", "--delete").code == 0


def test_mode(shop: Shop) -> None:
    shop.push()
    assert shop.registry("mode").out == "all subjects: READWRITE (as for all)\n"
    assert (
        shop.registry("mode", "mails-value", "--set", "READONLY").out == "mails-value: READONLY (said here)\n"
    )
    done = shop.registry("mode", "mails-value", "--set", "IMPORT")
    assert done.code == 1
    assert "import" in done.err
    assert shop.registry("mode", "mails-value", "--set", "IMPORT", "--force").code == 0
    assert shop.registry("mode", "mails-value", "--delete").out == "mails-value: READWRITE (as for all)\n"
    assert shop.registry("mode", "mails-value", "--delete").code == 0


def test_help_of_the_group(run: Run) -> None:
    done = run("registry", "--help")
    assert done.code == 0
    for word in ("ping", "plan", "push", "pull", "import"):
        assert f"  {word}" in done.out
    assert run("registry").code == 2
    assert "Put an exported file into a registry" in run("registry", "import", "--help").out


def test_progress_is_for_a_terminal_alone(shop: Shop) -> None:
    shop.push()
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "schemactl", "check", "--against", "embedded:registry.db"]
    try:
        done = subprocess.run(command, cwd=shop.folder, stdout=subprocess.PIPE, stderr=theirs, check=True)
        told = os.read(ours, 65536).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "1/3 common/v1/money.proto" in told
    assert told.endswith("\r\x1b[K")
    assert b"1/3" not in done.stdout
    assert shop.check().err == ""

"""`schemactl fuzz`: what it tries, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import shlex
import sys
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from conftest import Files, Run

DECODERS = '''\
from schemactl.formats.protobuf.wire import varint

def fine(data):
    """Only what is no message at all is refused: it shows nothing."""
    raise ValueError("refused")

def crash(data):
    import os, signal
    if data[:1] == b"\\x10":
        os.kill(os.getpid(), signal.SIGABRT)
    raise KeyError("undeclared")

class Own(Exception):
    pass

def own(data):
    raise Own("refused")
'''


@pytest.fixture
def shop(repo: Files, monkeypatch: pytest.MonkeyPatch) -> Files:
    repo.write("decoders.py", DECODERS)
    monkeypatch.setenv("PYTHONPATH", f"{repo.folder}{os.pathsep}{os.environ['PYTHONPATH']}")
    return repo


def valid(text: str) -> Any:
    told = json.loads(text)
    schema = json.loads(resources.files("schemactl.report").joinpath("schemas/fuzz-1.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    return told


def test_our_own_decoder_withstands(run: Run, shop: Files) -> None:
    done = run("fuzz", "--examples", "600")
    assert done.code == 0, done.out
    assert "order.v1.OrderPlaced · protobuf · our own decoder · seed 0 · 600 payloads" in done.out
    assert "coverage" in done.out
    assert done.out.splitlines()[-1].startswith("0 findings · 600 payloads")
    assert done.err == ""


def test_a_crash_is_a_finding_and_replays(run: Run, shop: Files) -> None:
    done = run(
        "fuzz", "order.v1.OrderPlaced", "--target", "decoders:crash", "--examples", "512", "-f", "json"
    )
    assert done.code == 1
    told = valid(done.out)
    found = {finding["property"]: finding for finding in told["events"][0]["findings"]}
    assert found.keys() == {"survives", "declared"}
    assert found["survives"]["payload"] == "10"
    assert found["survives"]["got"] == "SIGABRT"
    assert found["declared"]["payload"] == ""
    for name, finding in found.items():
        program, *arguments = shlex.split(finding["replay"])
        assert program == "schemactl"
        again = run(*arguments, "-f", "json")
        assert again.code == 1
        (finding_again,) = valid(again.out)["events"][0]["findings"]
        assert (finding_again["property"], finding_again["fingerprint"]) == (name, finding["fingerprint"])


def test_the_same_seed_finds_the_same(run: Run, shop: Files) -> None:
    arguments = (
        "fuzz",
        "order.v1.OrderPlaced",
        "--target",
        "decoders:fine",
        "--examples",
        "300",
        "-f",
        "json",
    )
    first, second, other = run(*arguments), run(*arguments), run(*arguments, "--seed", "1")
    assert first.out == second.out
    assert first.out != other.out


def test_text_has_all_that_is_needed(run: Run, shop: Files) -> None:
    done = run("fuzz", "order.v1.OrderPlaced", "--target", "decoders:fine", "--examples", "300")
    assert done.code == 1
    assert "reads: not so that what is a value of the type is read" in done.out
    assert "payload   (empty)  (0 bytes, shrunk from " in done.out
    assert "expected  {}" in done.out
    assert "got       refused: ValueError: refused (in fine:5)" in done.out
    assert (
        "replay    schemactl fuzz protobuf:order.v1.OrderPlaced --target decoders:fine --replay=\n"
        in done.out
    )


def test_declared_errors_are_refusals(run: Run, shop: Files) -> None:
    arguments = (
        "fuzz",
        "order.v1.OrderPlaced",
        "--target",
        "decoders:own",
        "--examples",
        "256",
        "-f",
        "json",
    )
    undeclared = {finding["property"] for finding in run(*arguments).json["events"][0]["findings"]}
    assert undeclared == {"declared"}
    done = run(*arguments, "--declared", "decoders:Own")
    assert {finding["property"] for finding in done.json["events"][0]["findings"]} == {"reads"}
    assert run(*arguments, "--declared", "decoders:Own", "--ignore", "reads").code == 0


def test_the_corpus_comes_first_and_keeps_what_is_found(run: Run, shop: Files) -> None:
    arguments = (
        "fuzz",
        "order.v1.OrderPlaced",
        "--target",
        "decoders:crash",
        "--corpus",
        "kept",
        "-f",
        "json",
    )
    run(*arguments, "--examples", "512")
    kept = sorted((shop.folder / "kept" / "order.v1.OrderPlaced").glob("*.bin"))
    assert [file.read_bytes() for file in kept] in ([b"", b"\x10"], [b"\x10", b""])
    told = run(*arguments, "--examples", "1").json["events"][0]
    assert told["made"]["corpus"] == 2
    assert {finding["made"].split()[0] for finding in told["findings"]} == {"corpus"}
    assert run("fuzz", "order.v1.OrderPlaced", "--replay", str(kept[0])).code == 0


def test_junit_has_a_case_for_each_property(run: Run, shop: Files) -> None:
    done = run(
        "fuzz", "order.v1.OrderPlaced", "--target", "decoders:crash", "--examples", "300", "-f", "junit"
    )
    root = ET.fromstring(done.out)  # noqa: S314  (our own)
    (suite,) = root.findall("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("10", "2")
    names = [case.get("name") for case in suite.findall("testcase")]
    assert len(set(names)) == len(names)


def test_another_version_is_tried_and_check_is_asked(run: Run, shop: Files) -> None:
    shop.edit("proto/order.proto", "int64 amount_cents = 2;", "string amount_cents = 2; bool paid = 4;")
    done = run("fuzz", "--examples", "400", "--against", "git:HEAD", "-f", "json")
    assert done.code == 0, done.out
    told = valid(done.out)
    assert told["summary"]["exchanged"] > 100
    assert told["disagreements"] == []
    text = run("fuzz", "--examples", "50", "--against", "git:HEAD").out
    assert "and check told what became of them" in text
    unchanged = run("fuzz", "--examples", "50", "--against", "dir:.").out
    assert "nothing that concerns events has changed since dir:." in unchanged


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("order.v1.OrderPlace",), 2, "did you mean order.v1.OrderPlaced"),
        (("x.Y",), 2, "no schema has the type x.Y"),
        (("--target", "nothing"), 2, "names no target"),
        (("--target", "cmd:./nowhere"), 2, "names no program that can be run"),
        (("--target", "cmd:"), 2, "names no program"),
        (("--target", "nowhere:decode"), 3, "No module named 'nowhere'"),
        (("--target", "decoders:nowhere"), 3, "has no attribute 'nowhere'"),
        (("--target", f"cmd:{sys.executable} -c pass"), 3, "did not say that it is ready"),
        (("--replay", "xyz"), 2, "this is no hex, and no file"),
        (("--seconds", "0"), 2, "--seconds"),
        (("--examples", "0"), 2, "--examples"),
        (("--against", "git:nowhere"), 3, "nowhere"),
    ],
)
def test_what_cannot_be_tried(
    run: Run, shop: Files, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run("fuzz", *arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "   fix    " in done.err


def test_a_target_decodes_one_event(run: Run, shop: Files) -> None:
    shop.write("proto/other.proto", 'syntax = "proto3"; package order.v1; message Other {}')
    done = run("fuzz", "--target", "decoders:fine")
    assert done.code == 2
    assert "name one of protobuf:order.v1.OrderPlaced, protobuf:order.v1.Other" in done.err


def test_seconds_are_a_budget(run: Run, shop: Files) -> None:
    done = run("fuzz", "--seconds", "0.5", "-f", "json")
    assert done.code == 0
    assert done.json["events"][0]["payloads"] > 10


def test_schemas_without_an_event(run: Run, files: Files) -> None:
    files.write("only.proto", 'syntax = "proto3"; enum E { A = 0; }')
    assert run("fuzz").code == 3

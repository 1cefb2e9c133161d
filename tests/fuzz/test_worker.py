"""Answers of a worker process: each goes to its own payload, whatever becomes of the process."""

from __future__ import annotations

import random
import sys

import pytest

from schemactl.errors import ToolError
from schemactl.fuzz.protocol import Status
from schemactl.fuzz.worker import Worker, python

STATUSES = {
    b"C": Status.CRASH, b"H": Status.HANG, b"X": Status.CRASH, b"M": Status.PANIC, b"R": Status.PANIC,
    b"V": Status.DECODE_ERROR,
}  # fmt: skip


@pytest.fixture
def misbehaving():
    worker = Worker(python("fuzz.misbehaving:decode"), seconds=1.0, memory=1 << 30)
    yield worker
    worker.close()


@pytest.fixture(autouse=True)
def findable(monkeypatch, pytestconfig):
    import os  # noqa: PLC0415

    monkeypatch.setenv(
        "PYTHONPATH",
        os.pathsep.join([str(pytestconfig.rootpath / "tests"), os.environ.get("PYTHONPATH", "")]),
    )


def test_nobody_is_blamed_for_another(misbehaving):
    """Planted among hundreds of good ones, alone and in a row: every answer is of its own payload's kind."""
    chance = random.Random(5)  # noqa: S311
    payloads = [b"ok %d" % number for number in range(600)]
    for kind in (b"C", b"C", b"X", b"M", b"R", b"V", b"H", b"C"):
        payloads.insert(chance.randrange(len(payloads)), kind + b" planted")
    payloads[300:300] = [b"C 1", b"H 2", b"X 3"]
    answers = list(misbehaving.answers(payloads))
    assert len(answers) == len(payloads)
    for payload, answer in zip(payloads, answers, strict=True):
        assert answer.status is STATUSES.get(payload[:1], Status.OK), payload
        if answer.status is Status.OK:
            assert answer.body == payload
    assert misbehaving.unblamed == []


def test_words_of_the_dead(misbehaving):
    assert misbehaving.answer(b"C").text == "SIGSEGV: about to crash"
    assert misbehaving.answer(b"X").text == "exit code 7"
    assert misbehaving.answer(b"H").text == "no answer in 1 s"
    assert misbehaving.answer(b"M").text.startswith("MemoryError")
    assert misbehaving.answer(b"R").text == "LookupError: an error that nobody declared (in decode:29)"
    assert misbehaving.answer(b"fine").body == b"fine"


def test_growth_is_measured(misbehaving):
    before, after = misbehaving.answer(b"fine"), misbehaving.answer(b"G")
    assert after.kb - before.kb > 50 << 10


def test_a_death_that_no_payload_repeats_is_blamed_on_none():
    worker = Worker(python("fuzz.misbehaving:dies_of_old_age"), seconds=5.0)
    answers = list(worker.answers([b"ok %d" % number for number in range(250)]))
    assert {answer.status for answer in answers} == {Status.OK}
    assert [answer.body for answer in answers] == [b"ok %d" % number for number in range(250)]
    assert worker.unblamed
    assert worker.unblamed[0].startswith("SIGSEGV")
    worker.close()


def test_large_payloads_both_ways():
    """More than a pipe holds, in both directions at once: nothing waits for the other for ever."""
    worker = Worker(python("fuzz.misbehaving:decode"), seconds=10.0)
    payloads = [bytes([65 + number % 2]) * 300_000 for number in range(40)]
    assert [answer.body for answer in worker.answers(payloads)] == payloads
    worker.close()


def test_what_a_decoder_prints_is_no_answer():
    worker = Worker(python("fuzz.misbehaving:chatty"), seconds=5.0)
    assert [answer.body for answer in worker.answers([b"a", b"b"])] == [b"a", b"b"]
    worker.close()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([sys.executable, "-c", "import sys; sys.exit('no library')"], "no library"),
        (["/nowhere/decoder"], "does not start: No such file"),
        (python("fuzz.nowhere:decode"), "No module named 'fuzz.nowhere'"),
        (python("fuzz.misbehaving:nowhere"), "has no attribute 'nowhere'"),
        ([sys.executable, "-c", "print('hello there')"], "did not say that it is ready"),
    ],
)
def test_a_worker_that_does_not_start(command, words):
    with pytest.raises(ToolError, match=words):
        Worker(command).answer(b"")


def test_a_worker_that_knows_no_such_question():
    """It answers with a status that is not in the protocol."""
    program = (
        "import sys, struct\n"
        "out = sys.stdout.buffer; out.write(b'RDY1'); out.flush()\n"
        "head = sys.stdin.buffer.read(5); sys.stdin.buffer.read(struct.unpack('>I', head[:4])[0] - 1)\n"
        "out.write(struct.pack('>IBII', 9, 99, 0, 0)); out.flush(); sys.stdin.buffer.read()\n"
    )
    worker = Worker([sys.executable, "-c", program])
    assert worker.answer(b"x").status is Status.UNSUPPORTED
    worker.close()

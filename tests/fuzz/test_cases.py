"""The payloads of a seed are the same everywhere, and what is found in one of them gets small."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.material import TEXTS, grammar_of

from schemactl.fuzz.cases import cases
from schemactl.fuzz.shrink import shrunk

ROOT = Path(__file__).parents[2]
PROGRAM = """\
import hashlib
from itertools import islice
from fuzz.material import TEXTS, grammar_of
from schemactl.fuzz.cases import cases
for name in sorted(TEXTS):
    digest = hashlib.sha256()
    for payload in islice(cases(grammar_of(name), 3), 300):
        digest.update(payload.made.encode() + payload.data)
    print(name, digest.hexdigest())
"""


def test_a_seed_makes_the_same_payloads_whatever_the_hashes_are():
    told = set()
    for number in ("0", "1", "77"):
        environment = os.environ | {
            "PYTHONHASHSEED": number,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        told.add(done.stdout)
    assert len(told) == 1
    assert len(told.pop().splitlines()) == len(TEXTS)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_is_refused_for_one_reason_gets_small(name):
    """Half of the payloads that are refused come down to 16 bytes, by few questions, and for the same reason."""
    found, sizes, questions = grammar_of(name), [], 0
    for payload in cases(found, 5):
        why = found.read(payload.data).refused
        if not why:
            continue

        def shows(data, why=why):
            nonlocal questions
            questions += 1
            return found.read(data).refused == why

        small = shrunk(payload.data, shows, found.smaller)
        assert found.read(small).refused == why
        assert len(small) <= len(payload.data)
        sizes.append(len(small))
        if len(sizes) == 21:
            break
    assert sorted(sizes)[10] <= (16 if name != "avro" else 60)
    assert questions < 21 * 401


def test_shrinking_ends_where_everything_shows_it():
    assert shrunk(b"\xff" * 1000, lambda _: True, lambda _: iter(())) == b""


def test_shrinking_ends_where_sizes_alone_matter():
    assert shrunk(b"\xff" * 100, lambda data: len(data) >= 10, lambda _: iter(())) == bytes(10)


def test_shrinking_tries_no_more_than_it_may():
    tried = []
    shrunk(bytes(range(200)), lambda data: bool(tried.append(data)), lambda _: iter(()), most=30)
    assert len(tried) == 30

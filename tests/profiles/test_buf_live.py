"""The names of buf, asked of buf itself: what it says of each rule's bad example."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from schemactl.cli.example import source
from schemactl.rules.protobuf import CATALOGUE
from schemactl.rules.protobuf._buf import ALONE, BUF

pytestmark = pytest.mark.oracle
PROGRAM = Path(__file__).parents[2] / ".parts" / "buf"
UNREADABLE = {"protobuf-message-set-introduced", "protobuf-message-set-dropped"}
"""Rules whose example buf does not compile."""


def buf(*arguments: str) -> list[dict]:
    if not PROGRAM.exists():
        pytest.skip("buf is not installed: run tests/parts/buf.sh")
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 100}, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def names() -> list[str]:
    listed = buf("config", "ls-breaking-rules", "--version", "v2", "--format", "json")
    return [rule["id"] for rule in listed if not rule.get("deprecated")]


def test_every_rule_of_buf_has_one_of_ours_or_a_reason(names):
    assert set(names) == {name for found in BUF.values() for name in found} | set(ALONE)


@pytest.mark.parametrize("rule", CATALOGUE.rules, ids=lambda rule: rule.id)
def test_buf_says_of_the_bad_example_what_the_table_says(rule, names, tmp_path):
    if rule.id in UNREADABLE:
        assert rule.id not in BUF
        return
    config = json.dumps({"version": "v2", "breaking": {"use": names}})
    for side, example in zip(("old", "new"), rule.bad, strict=True):
        files = source(side, example, rule)
        (tmp_path / side).mkdir()
        for name, data in files.fetch(files.digests).items():
            (tmp_path / side / name).write_bytes(data)
    asked = ("--against", str(tmp_path / "old"), "--error-format", "json", "--config", config)
    said = {found["type"] for found in buf("breaking", str(tmp_path / "new"), *asked)}
    assert bool(said & set(BUF.get(rule.id, ()))) == bool(said)

"""`check --prove`: random events against a verdict that says compatible."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemactl import pipeline
from schemactl.model.effect import Outcome, grid
from schemactl.model.rule import Catalogue
from schemactl.rules.catalog import catalogue

if TYPE_CHECKING:
    from conftest import Files, Run

NARROWED = ("int64 amount", "int32 amount")


def test_a_compatible_change_withstands(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", "string cash = 3;", "string cash = 3; string card = 4;")
    done = run("check", "--against", "git:HEAD", "--prove", "0.2")
    assert done.code == 0
    assert int(re.search(r" · ([\d,]+) events tried · ", done.out)[1].replace(",", "")) > 10


def test_what_breaks_is_proved_by_its_witness_alone(run: Run, repo: Files) -> None:
    repo.edit("proto/order.proto", *NARROWED)
    done = run("check", "--against", "git:HEAD", "--prove", "60")
    assert done.code == 1
    assert "tried" not in done.out


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue with a bug: narrowing a field is said to do nothing."""
    known = catalogue("protobuf")
    fine = grid(wire=Outcome.OK)
    rules = (
        replace(rule, effects=fine) if rule.id == "protobuf-field-type-narrowed" else rule
        for rule in known.rules
    )
    monkeypatch.setattr(pipeline, "catalogue", lambda _: Catalogue(tuple(rules), known.neutral))


def test_a_bug_in_a_rule_is_refuted(run: Run, repo: Files, lying: None) -> None:
    repo.edit("proto/order.proto", *NARROWED)
    done = run("check", "--against", "git:HEAD", "--prove", "30")
    assert done.code == 1
    assert "refuted: " in done.out
    assert "OrderPlaced, judged compatible, backward" in done.out
    assert "is read by the new one as" in done.out
    assert "0 breaks, 1 refutation, 1 compatible change" in done.out


def test_a_refutation_in_json(run: Run, repo: Files, lying: None) -> None:
    repo.edit("proto/order.proto", *NARROWED)
    done = run("check", "--against", "git:HEAD", "--prove", "30", "-f", "json")
    assert done.code == 1
    assert done.json["compatible"] is False
    assert done.json["summary"]["tried"] >= 1
    (witness,) = done.json["summary"]["refuted"]
    assert witness["direction"] == "backward"
    assert witness["error"] is None


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_seconds_are_a_positive_number(run: Run, repo: Files, seconds: str) -> None:
    assert run("check", "--against", "git:HEAD", "--prove", seconds).code == 2

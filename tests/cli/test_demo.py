"""The demo answers every step as its step.toml says, and notices one that is answered otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from schemactl import examples
from schemactl.cli import demo
from schemactl.pipeline import NO_PROOFS, check
from schemactl.report.answer import Answer, Round

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = examples.steps()


def test_every_step_is_answered_as_expected(run: Callable[..., object]) -> None:
    done = run("demo")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("proto/ compiles: 6 files, ")
    assert "9 steps accepted, 13 refused, all as expected" in done.out
    for step in STEPS:
        assert f"{step.format}/{step.name}  {step.title}" in done.out
    assert done.out.count(": refused\n") == 13


def test_the_registry_takes_the_good_step_alone(run: Callable[..., object]) -> None:
    _, _, told = run("demo").out.partition("\nregistry  a new one in a temporary file")
    assert "   registered  orders-value@1, id 5\n" in told
    bad, good = told.split("\nprotobuf/")[1:]
    assert bad.splitlines()[:2] == [
        "10-weight-narrowed  checked against the registry: refused, not pushed",
        "   orders-value beside version 1: schemactl refuses it, the registry rejects it",
    ]
    assert good.splitlines()[:3] == [
        "01-gift-message  checked against the registry: accepted and pushed",
        "   orders-value beside version 1: schemactl accepts it, the registry accepts it",
        "   registered  orders-value@2, id 7",
    ]


def test_each_refusal_has_its_place_a_proof_and_a_fix(run: Callable[..., object]) -> None:
    story = run("demo").out.partition("\nregistry  ")[0]
    blocks = re.split(r"\n(?=(?:protobuf|avro)/\d\d-)", story)
    refused = [block for block in blocks if ": refused\n" in block]
    assert len(refused) == 13
    for block in refused:
        assert re.search(r"^(proto|avro)/\S+:\d+:\d+: (protobuf|avro)-", block, re.MULTILINE), block
        assert "\n   proof  " in block, block
        assert "\n   fix    " in block, block
        assert "rollout: " in block, block


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"expected": "break"}, "expected break, found compatible"),
        ({"rules": ("no-such-rule",)}, "expected no-such-rule; found protobuf-field-added"),
        ({"rollout": "impossible"}, "expected rollout impossible, found any-order"),
    ],
)
def test_another_answer_fails(
    otherwise: dict[str, object], told: str, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "steps", lambda: (replace(STEPS[0], **otherwise), STEPS[1]))
    done = run("demo")
    assert done.code == 1
    assert told in done.out
    assert "1 of 2 steps were answered otherwise than expected" in done.out


def test_a_refusal_without_a_proof_is_not_as_expected() -> None:
    step = next(step for step in STEPS if step.expected == "break")
    today, policy = examples.today(), demo._policy()
    verdicts = tuple(check(today, step.new, (step.module,), policy, proofs=NO_PROOFS))
    answer = Answer(rounds=(Round(old=today, new=step.new, verdicts=verdicts),), policy=policy)
    assert list(demo._otherwise(step, answer)) == [
        "   protobuf-field-type-incompatible has no proof or no fix"
    ]

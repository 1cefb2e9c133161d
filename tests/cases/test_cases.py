"""The one runner of all cases: each is judged as its author says, both ways, and the real codecs agree."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from casebook import Case, cases, told
from jsonschema import Draft202012Validator

from schemactl.diff.compare import compare
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction, Outcome, flip
from schemactl.model.rule import Catalogue
from schemactl.model.verdict import Policy
from schemactl.pipeline import compile_all
from schemactl.report import json as report
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide
from schemactl.witness.prove import ENCODED, PROVABLE, Prover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemactl.model.change import Change
    from schemactl.model.effect import Effect
    from schemactl.model.schema import Schema
    from schemactl.model.verdict import Verdict

each_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)


@each_case
def test_finds_what_is_expected(case: Case) -> None:
    expected = case.expected.get("finding", [])
    found = told(case.verdict)
    for index, finding in enumerate(found):
        if index < len(expected) and "location" not in expected[index]:
            del finding["location"]
    assert found == expected


@each_case
def test_judges_every_change_on_every_surface(case: Case) -> None:
    assert case.verdict.unjudged == ()


@each_case
def test_no_change_is_safe_without_a_rule(case: Case) -> None:
    step = case.verdict
    unruled = decide(step.old, step.new, step.changes, Catalogue((), ()), step.policy)
    assert [item.change for item in unruled.unjudged] == list(step.changes)
    assert unruled.compatible is not bool(step.changes)


@each_case
def test_passes_or_fails_under_each_compatibility(case: Case) -> None:
    names = ("BACKWARD", "FORWARD", "FULL")
    found = {name: "compatible" if compatible(case, name) else "break" for name in names}
    assert found == case.expected["verdict"]


@each_case
def test_the_step_back_has_the_same_effects_in_the_other_direction(case: Case) -> None:
    there = Counter(
        (change.new_path, change.old_path, effect)
        for change, effects in cells(case.verdict)
        for effect in flip(effects)
    )
    back = Counter(
        (change.old_path, change.new_path, effect)
        for change, effects in cells(case.undone)
        for effect in effects
    )
    assert there == back


@each_case
def test_is_silent_on_what_did_not_change(case: Case) -> None:
    for side in ("old", "new"):
        assert compare(compiled(case, side), compiled(case, side)) == ()


@each_case
def test_finds_the_same_when_it_compares_all_files(case: Case) -> None:
    old, new = compiled(case, "old"), compiled(case, "new")
    whole = decide(old, new, compare(old, new), catalogue(case.format), case.verdict.policy)
    assert told(whole) == told(case.verdict)


@each_case
def test_the_real_codec_shows_each_harm(case: Case) -> None:
    for finding in case.verdict.findings:
        prover = Prover(finding.change.step, case.form)
        for effect in finding.effects:
            if effect.surface in ENCODED and effect.outcome in PROVABLE:
                assert prover.witness(finding.change, effect), f"{finding.rule.id}: {effect}"


@each_case
def test_the_real_codec_shows_no_other_harm(case: Case) -> None:
    if len(case.verdict.changes) != 1:
        return  # another change's harm may show in the values that are tried for this one
    (change,) = case.verdict.changes
    harmed = {(effect.direction, effect.surface) for _, effects in cells(case.verdict) for effect in effects}
    prover = Prover(change.step, case.form)
    for direction in Direction:
        for surface in ENCODED:
            if (direction, surface) not in harmed:
                seen = [
                    witness.exchange
                    for witness in prover.exchanges(change, direction, surface)
                    if witness.outcome is not Outcome.OK
                ]
                assert not seen, f"{direction} {surface}: {seen[0]}"


@each_case
def test_its_report_is_valid(case: Case) -> None:
    read = json.loads(report.render(case.answer))
    validator().validate(read)
    assert json.loads(json.dumps(read)) == read
    assert read["summary"]["breaks"] == len(case.verdict.breaks)


def cells(verdict: Verdict) -> Iterator[tuple[Change, tuple[Effect, ...]]]:
    """Each change with the effects that any rule sees in it, once."""
    for change in verdict.changes:
        found = {effect for item in verdict.findings if item.change is change for effect in item.effects}
        yield change, tuple(sorted(found))


def compatible(case: Case, compatibility: str) -> bool:
    policy, step = Policy(compatibility=Compatibility(compatibility)), case.verdict
    return decide(step.old, step.new, step.changes, catalogue(case.format), policy).compatible


def compiled(case: Case, side: str) -> Schema:
    (schema,) = compile_all(case.source(side), (case.module,))
    return schema


@cache
def validator() -> Draft202012Validator:
    text = resources.files("schemactl.report").joinpath("schemas/check-1.json").read_text()
    return Draft202012Validator(json.loads(text))

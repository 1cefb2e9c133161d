"""Every rule against its own examples and the real codecs: what a rule claims is what happens."""

from __future__ import annotations

import pytest
from compiled import changes

from schemactl.formats.format import by_name
from schemactl.model.effect import Outcome, flip
from schemactl.model.verdict import TOLERANCES
from schemactl.rules.catalog import FORMATS, catalogue
from schemactl.verdict.decide import Judge
from schemactl.witness.prove import ENCODED, PROVABLE, Prover

RULES = [(name, rule) for name in FORMATS for rule in catalogue(name).rules]
each_rule = pytest.mark.parametrize(("name", "rule"), RULES, ids=[rule.id for _, rule in RULES])


def fired(name, old, new):
    judge = Judge(catalogue(name))
    return [(rule, change) for change in changes(name, old, new) for rule in judge.answers(change)[0]]


@each_rule
def test_fires_on_its_bad_example_and_not_on_its_good_one(name, rule):
    assert rule in [found for found, _ in fired(name, *rule.bad)]
    assert rule not in [found for found, _ in fired(name, *rule.good)]


@each_rule
def test_says_where_and_what(name, rule):
    for found, change in fired(name, *rule.bad):
        if found is rule:
            assert change.element.location.line >= 1
            assert change.path


@each_rule
def test_is_silent_on_what_did_not_change(name, rule):
    for text in (*rule.bad, *rule.good):
        assert changes(name, text, text) == ()


@each_rule
def test_the_backward_effect_is_the_forward_effect_of_undoing(name, rule):
    there = {effect for found, _ in fired(name, *rule.bad) for effect in found.effects}
    back = {effect for found, _ in fired(name, *reversed(rule.bad)) for effect in flip(found.effects)}
    assert there == back


@each_rule
def test_each_claimed_effect_is_shown_by_the_real_codec(name, rule):
    (form,) = by_name((name,))
    for found, change in fired(name, *rule.bad):
        if found is not rule:
            continue
        prover = Prover(change.step, form)
        for effect in rule.effects:
            if effect.surface not in ENCODED or effect.outcome is Outcome.UNKNOWN:
                continue
            seen = {w.outcome for w in prover.exchanges(change, effect.direction, effect.surface)}
            if effect.outcome in PROVABLE:
                assert prover.witness(change, effect), f"{effect}: the codec shows only {seen}"
            else:
                assert seen <= {Outcome.OK}, f"{effect}: the codec shows {seen}"


@each_rule
def test_has_the_texts_that_a_person_needs(name, rule):
    assert rule.id.startswith(f"{name}-")
    for text in (rule.summary, rule.why, rule.fix, rule.message):
        assert text
    assert not rule.tolerance or rule.tolerance in TOLERANCES
    assert rule.refs

"""Every rule against its own examples and the real codecs: what a rule claims is what happens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compiled import changes

from schemactl.formats.format import by_name
from schemactl.model.effect import HARM, Outcome, Surface, flip
from schemactl.model.rule import Catalogue
from schemactl.model.verdict import TOLERANCES
from schemactl.rules.catalog import FORMATS, catalogue
from schemactl.verdict.decide import Judge, answered
from schemactl.witness.prove import ENCODED, Prover

RULES = [(name, rule) for name in FORMATS for rule in catalogue(name).rules]
each_rule = pytest.mark.parametrize(("name", "rule"), RULES, ids=[rule.id for _, rule in RULES])


def fired(name, old, new):
    judge = Judge(catalogue(name))
    return [(rule, change) for change in changes(name, old, new) for rule in judge.answers(change)[0]]


def wrong_cells(name, change, claimed):
    """Every cell on wire and JSON whose claim is not the most harmful outcome that the real codec shows."""
    (form,) = by_name((name,))
    prover = Prover(change.step, form)
    wrong = []
    for effect in claimed:
        if effect.surface in ENCODED and effect.outcome is not Outcome.UNKNOWN:
            seen = {w.outcome for w in prover.exchanges(change, effect.direction, effect.surface)}
            if min(seen, key=HARM.index, default=Outcome.OK) is not effect.outcome:
                wrong.append((effect, seen))
    return wrong


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
    for found, change in fired(name, *rule.bad):
        if found is rule:
            assert wrong_cells(name, change, rule.effects) == []


@each_rule
def test_a_falsified_cell_is_noticed(name, rule):
    change = next(change for found, change in fired(name, *rule.bad) if found is rule)
    for effect in rule.effects:
        if effect.surface in ENCODED and effect.outcome is not Outcome.UNKNOWN:
            for outcome in {*HARM} - {effect.outcome}:
                lie = replace(effect, outcome=outcome)
                assert wrong_cells(name, change, [lie]), lie


@each_rule
def test_a_deleted_rule_is_noticed(name, rule):
    known = catalogue(name)
    judge = Judge(Catalogue(tuple(other for other in known.rules if other is not rule), known.neutral))
    change = next(change for found, change in fired(name, *rule.bad) if found is rule)
    assert answered(*judge.answers(change)) != set(Surface)


@each_rule
def test_has_the_texts_that_a_person_needs(name, rule):
    assert rule.id.startswith(f"{name}-")
    for text in (rule.summary, rule.why, rule.fix, rule.message):
        assert text
    assert not rule.tolerance or rule.tolerance in TOLERANCES
    assert rule.refs

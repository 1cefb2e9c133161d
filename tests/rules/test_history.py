"""The rules on what only a chain of versions shows, on their own examples, and what is no reuse."""

from __future__ import annotations

import pytest
from compiled import changes

from schemactl.diff.memory import Memory
from schemactl.formats.format import by_name
from schemactl.model.change import Verb
from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.rules.catalog import FORMATS, catalogue
from schemactl.verdict.decide import Judge
from schemactl.witness.prove import ENCODED, PROVABLE, Prover

RULES = [(name, rule) for name in FORMATS for rule in catalogue(name).history]
each_rule = pytest.mark.parametrize(("name", "rule"), RULES, ids=[rule.id for _, rule in RULES])

HEAD = 'syntax = "proto3";\n'


def reused(name, *chain):
    """What the last version of a chain uses again, against the first one; those between are told before."""
    *olds, new = chain
    memory = Memory()
    found = ()
    for old in reversed(olds):
        found = memory.completed(changes(name, old, new))
    return [change for change in found if change.verb is Verb.REUSED]


def fired(name, *chain):
    judge = Judge(catalogue(name))
    return [rule for change in reused(name, *chain) for rule in judge.answers(change)[0]]


@each_rule
def test_fires_on_its_bad_chain_and_not_on_its_good_one(name, rule):
    assert fired(name, *rule.bad) == [rule]
    assert fired(name, *rule.good) == []


@each_rule
def test_needs_the_version_in_between(name, rule):
    assert fired(name, rule.bad[0], rule.bad[2]) == []
    assert fired(name, rule.bad[1], rule.bad[2]) == []


@each_rule
def test_every_surface_has_one_answer(name, rule):
    (change,) = reused(name, *rule.bad)
    rules, reasons = Judge(catalogue(name)).answers(change)
    answers = [surface for each in rules for surface in {effect.surface for effect in each.effects}]
    answers += [surface for reason in reasons for surface in reason.surfaces]
    assert sorted(answers) == sorted(Surface)


@each_rule
def test_each_break_on_the_wire_is_shown_by_real_bytes(name, rule):
    (change,) = reused(name, *rule.bad)
    (form,) = by_name((name,))
    prover = Prover(change.step, form)
    for effect in rule.effects:
        if effect.surface in ENCODED and effect.outcome in PROVABLE:
            witness = prover.witness(change, effect)
            assert witness is not None
            assert witness.exchange.sent
            assert witness.exchange.heard
            assert witness.outcome is Outcome.MISREADS


@each_rule
def test_the_undone_step_reuses_too(name, rule):
    (change,) = reused(name, *rule.bad)
    (back,) = reused(name, *reversed(rule.bad))
    assert back == change.flipped


@each_rule
def test_has_the_texts_that_a_person_needs(name, rule):
    assert rule.id.startswith(f"{name}-")
    for text in (rule.summary, rule.why, rule.fix, rule.message):
        assert text
    assert "{lapsed}" in rule.message
    assert rule.refs


def test_the_newest_version_that_lacks_it_is_named():
    first, second, third = (
        f"{HEAD}message M {{ {field} }}" for field in ("int32 a = 5;", "", "int32 b = 5;")
    )
    memory = Memory()
    memory.completed(changes("protobuf", second, third))
    (change,) = (c for c in memory.completed(changes("protobuf", first, third)) if c.verb is Verb.REUSED)
    assert change.lapsed == "test"
    assert (change.old_value, change.new_value) == ("a", "b")
    assert change.flipped.flipped == change


@pytest.mark.parametrize(
    ("old", "between", "new"),
    [
        ("message M { int32 a = 5; }", "message M { int32 x = 5; }", "message M { int32 b = 5; }"),
        ("message M { int32 a = 5; }", "message M { }", "message M { int32 a = 5; }"),
        ("message M { int32 a = 5; }", "message N { int32 a = 5; }", "message O { int32 b = 5; }"),
        (
            "enum E { Z = 0; A = 1; }",
            "enum E { Z = 0; }",
            "enum E { option allow_alias = true; Z = 0; B = 1; A = 1; }",
        ),
    ],
    ids=["renamed twice", "came back", "its message was renamed", "keeps its name as an alias"],
)
def test_what_is_no_reuse(old, between, new):
    assert fired("protobuf", HEAD + old, HEAD + between, HEAD + new) == []


def test_what_came_back_and_was_renamed_since_is_no_reuse():
    one, none, back, renamed = (
        f"{HEAD}message M {{ {field} }}" for field in ("int32 a = 5;", "", "int32 a = 5;", "int32 b = 5;")
    )
    assert fired("protobuf", one, none, back, renamed) == []
    other = one.replace("a = 5", "z = 5")
    assert [rule.id for rule in fired("protobuf", other, none, back, renamed)] == [
        "protobuf-field-number-reused"
    ]


def test_a_message_that_was_gone_in_between_gave_up_all_its_numbers():
    one, none, other = (
        f"{HEAD}message K {{ int32 z = 1; }} {text}"
        for text in (
            "message M { int32 a = 5; string c = 6; }",
            "",
            "message M { int32 b = 5; string c = 6; }",
        )
    )
    (change,) = reused("protobuf", one, none, other)
    assert change.new_path == "M.b"


def test_an_avro_field_that_had_no_default_came_back():
    """To come back it needs one: data of the version in between lacks it."""
    record = '{"type": "record", "name": "E", "fields": [%s]}'
    field = '{"name": "a", "type": "string"%s}'
    chain = (record % field % "", record % "", record % field % ', "default": ""')
    assert fired("avro", *chain) == []
    (change,) = reused("avro", *chain)
    _, reasons = Judge(catalogue("avro")).answers(change)
    assert {surface for reason in reasons for surface in reason.surfaces} == set(Surface)


def test_modules_and_formats_do_not_remember_for_each_other():
    bad = next(rule for _, rule in RULES if rule.id == "protobuf-field-number-reused").bad
    memory = Memory()
    memory.completed(changes("protobuf", *bad[1:]), "one protobuf")
    told = memory.completed(changes("protobuf", bad[0], bad[2]), "two protobuf")
    assert Verb.REUSED not in {change.verb for change in told}


def test_both_directions_are_answered():
    for _, rule in RULES:
        assert {effect.direction for effect in rule.effects} == set(Direction)

"""The four laws, on generated pairs of schemas and over everything that a schema can express.

`SCHEMACTL_PAIRS=10000` asks for more pairs than the few hundred of an ordinary run.
"""

from __future__ import annotations

import os

import pytest
from compiled import single
from hypothesis import HealthCheck, assume, given, note, settings
from property import avro_pairs, jsonschema_pairs, protobuf_pairs

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.formats.format import by_name
from schemactl.model import avro, jsonschema, protobuf
from schemactl.model.change import Verb
from schemactl.model.effect import Direction, Outcome, Surface, outcomes
from schemactl.model.element import Element, shape
from schemactl.model.rule import ANY
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge
from schemactl.witness.prove import ENCODED, PROVABLE, Prover

PAIRS = {
    "avro": avro_pairs.pairs(),
    "jsonschema": jsonschema_pairs.pairs(),
    "protobuf": protobuf_pairs.pairs(),
}
FORMATS = sorted(PAIRS)
many = settings(
    max_examples=int(os.environ.get("SCHEMACTL_PAIRS", "300")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
each_format = pytest.mark.parametrize("name", FORMATS)


def compiled_pair(name, pair):
    try:
        return single(name, pair[0]), single(name, pair[1])
    except CompileError as error:
        note(str(error))
        assume(False)  # noqa: FBT003  (the edit made something that is no schema)


def effects(name, changes, *, flip=False):
    """Every cell that is not ok, with the paths of its change; as the undone step would have them if flipped."""
    judge = Judge(catalogue(name))
    return {
        (*((change.new_path, change.old_path) if flip else (change.old_path, change.new_path)), change.facet,
         effect.direction.flipped if flip else effect.direction, effect.surface, effect.outcome)
        for change in changes
        for rule in judge.answers(change)[0]
        for effect in rule.effects
        if effect.outcome is not Outcome.OK
    }  # fmt: skip


@each_format
def test_law_1_nothing_changed_nothing_found(name):
    @many
    @given(PAIRS[name])
    def law(pair):
        for schema in compiled_pair(name, pair):
            assert compare(schema, schema) == ()

    law()


@each_format
def test_law_2_backward_is_the_forward_of_undoing(name):
    @many
    @given(PAIRS[name])
    def law(pair):
        old, new = compiled_pair(name, pair)
        assert effects(name, compare(old, new)) == effects(name, compare(new, old), flip=True)

    law()


@each_format
def test_law_3_every_change_is_answered_once_on_every_surface(name):
    judge = Judge(catalogue(name))

    @many
    @given(PAIRS[name])
    def law(pair):
        for change in compare(*compiled_pair(name, pair)):
            rules, reasons = judge.answers(change)
            answers = [surface for rule in rules for surface in {effect.surface for effect in rule.effects}]
            answers += [surface for reason in reasons for surface in reason.surfaces]
            note(f"{change} {[rule.id for rule in rules]}")
            assert sorted(answers) == sorted(Surface)

    law()


@each_format
def test_law_4_what_rules_claim_is_what_the_codec_does(name):
    """A claim is shown by a sample; where no change of the pair claims anything, no sample shows anything."""
    (form,) = by_name((name,))
    judge = Judge(catalogue(name))

    @many
    @given(PAIRS[name])
    def law(pair):
        changes = compare(*compiled_pair(name, pair))
        assume(changes)
        note(pair[0])
        note(pair[1])
        prover = Prover(changes[0].step, form)
        claims = [(change, outcomes(rule.effects)) for change in changes for rule in judge.answers(change)[0]]
        for direction in Direction:
            for surface in ENCODED:
                cell = (direction, surface)
                claimed = [(change, cells[cell]) for change, cells in claims if cell in cells]
                for change, outcome in claimed:
                    if outcome in PROVABLE:
                        shown = {w.outcome for w in prover.exchanges(change, *cell)}
                        alone = len([c for c, o in claimed if o is not Outcome.OK]) == 1
                        assert outcome in shown if alone else shown - {Outcome.OK}, (
                            change,
                            cell,
                            outcome,
                            shown,
                        )
                if all(outcome is Outcome.OK for _, outcome in claimed):
                    for change in changes:
                        for witness in prover.exchanges(change, *cell):
                            assert witness.outcome is Outcome.OK, (change, cell, witness)

    law()


def expressible(module):
    """Every kind of change that a format's elements can show."""
    for item in vars(module).values():
        if isinstance(item, type) and getattr(item, "KIND", "") and item.__module__ == module.__name__:
            parts = shape(item)
            yield item.KIND, Verb.ADDED, ""
            yield item.KIND, Verb.REMOVED, ""
            if item.MEANING:
                yield item.KIND, Verb.REUSED, item.MEANING
            keys = (
                parts.keys if item.likeness is not Element.likeness else ()
            )  # only what is alike is re-keyed
            for facet in (*keys, *(facet.name for facet in parts.facets)):
                yield item.KIND, Verb.CHANGED, facet


@pytest.mark.parametrize(
    ("name", "kind", "verb", "facet"),
    [
        (module.__name__.rpartition(".")[2], *change)
        for module in (avro, jsonschema, protobuf)
        for change in expressible(module)
    ],
    ids=str,
)
def test_law_3_every_kind_of_change_has_a_rule_or_a_reason(name, kind, verb, facet):
    known = catalogue(name)
    triggers = [item.on for item in (*known.every, *known.neutral)]
    assert [on for on in triggers if on.kind == kind and verb in on.verbs and {facet, ANY} & {*on.facets}]

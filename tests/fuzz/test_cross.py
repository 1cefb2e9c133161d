"""Events that go from one version to the other, against what check says: every case, and generated pairs."""

from __future__ import annotations

import os

import pytest
from casebook import ALL, Case, cases
from compiled import single
from hypothesis import HealthCheck, assume, given, note, settings
from property import avro_pairs, protobuf_pairs

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.formats.format import by_name
from schemactl.fuzz import witness
from schemactl.fuzz.cross import crossed
from schemactl.model.effect import Direction, Outcome, Surface
from schemactl.model.rule import Catalogue
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide

CASES = cases()
EXAMPLES = 60
PAIRS = {"avro": avro_pairs.pairs(), "protobuf": protobuf_pairs.pairs()}


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_every_case_both_ways(case: Case):
    for sides in (("old", "new"), ("new", "old")):
        assert crossed(case.judged(*sides), case.form, EXAMPLES).disagreements == ()


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_generated_pairs(name):
    (form,) = by_name((name,))

    @settings(
        max_examples=int(os.environ.get("SCHEMACTL_PAIRS", "150")),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(PAIRS[name])
    def agreed(pair):
        try:
            old, new = (single(name, text) for text in pair)
        except CompileError:
            assume(False)  # noqa: FBT003  (the edit made something that is no schema)
        note("\n===\n".join(pair))
        verdict = decide(old, new, compare(old, new), catalogue(name), ALL)
        assert crossed(verdict, form, EXAMPLES).disagreements == ()

    agreed()


OLD = 'syntax = "proto3"; message E { int32 amount = 1; string note = 2; }'
NEW = 'syntax = "proto3"; message E { sint32 amount = 1; string note = 2; }'


def test_a_catalogue_that_lies_is_found_out():
    """Both lies: that a change does nothing, and that what does nothing harms."""
    (form,) = by_name(("protobuf",))
    old, new = single("protobuf", OLD), single("protobuf", NEW)
    known = catalogue("protobuf")
    silent = Catalogue((), known.neutral)
    found = crossed(decide(old, new, compare(old, new), silent, ALL), form, EXAMPLES).disagreements
    wire = [one for one in found if one.surface is Surface.WIRE]
    assert {one.direction for one in wire} == set(Direction)
    assert {one.witness.outcome for one in wire} == {Outcome.MISREADS}
    verdict = decide(old, new, compare(old, new), known, ALL)
    renamed = single("protobuf", OLD.replace("note", "remark"))
    other = decide(old, renamed, compare(old, renamed), known, ALL)
    from dataclasses import replace  # noqa: PLC0415

    lying = replace(other, findings=verdict.findings)
    lies = [one for one in crossed(lying, form, EXAMPLES).disagreements if one.witness is None]
    assert {(one.surface, one.told) for one in lies} == {(Surface.WIRE, (Outcome.MISREADS,))}


def test_a_witness_of_two_schemas():
    found = witness(single("protobuf", OLD), single("protobuf", NEW))
    assert found.outcome is Outcome.MISREADS
    assert found.exchange.said != found.exchange.heard
    assert len(found.exchange.sent) < 10
    assert witness(single("protobuf", OLD), single("protobuf", OLD)) is None


def test_a_witness_of_two_folders(tmp_path):
    for side, text in (("old", OLD), ("new", NEW)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "e.proto").write_text(text)
    assert witness(tmp_path / "old", tmp_path / "new").outcome is Outcome.MISREADS

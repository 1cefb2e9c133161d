"""Every recorded kind of Avro change: our verdict is the truth, told at its place, and shown by the real codec."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from compiled import single

from schemactl.diff.compare import compare
from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Outcome, Surface
from schemactl.model.verdict import Policy
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge, answered, decide
from schemactl.witness.prove import ENCODED, PROVABLE, Prover

ROWS = tomllib.loads((Path(__file__).parents[1] / "profiles/recorded/avro.toml").read_text())["row"]
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['number']}-{row['change']}")


def judged(row, compatibility):
    old, new = single("avro", row["old"]), single("avro", row["new"])
    policy = Policy(compatibility=compatibility)
    return decide(old, new, compare(old, new), catalogue("avro"), policy)


@each_row
def test_the_verdict_is_the_truth_in_both_directions(row):
    ways = (Compatibility.BACKWARD, Compatibility.FORWARD)
    said = ["ok" if judged(row, way).compatible else "break" for way in ways]
    assert said == row.get("ours", row["truth"])


@each_row
def test_every_surface_is_answered_at_a_place(row):
    judge = Judge(catalogue("avro"))
    for change in judged(row, Compatibility.FULL).changes:
        assert answered(*judge.answers(change)) == set(Surface)
        place = change.element.location
        assert (place.line, place.column) >= (1, 1)


@each_row
def test_every_break_on_the_wire_has_a_witness(row):
    verdict = judged(row, Compatibility.FULL)
    for finding in verdict.breaks:
        prover = Prover(finding.change.step, by_name(("avro",))[0])
        for effect in finding.effects:
            if (
                effect.surface in ENCODED
                and effect.outcome in PROVABLE
                and verdict.policy.refuses(effect, finding.rule)
            ):
                witness = prover.witness(finding.change, effect) or prover.harm(finding.change, effect)
                assert witness is not None, (finding.rule.id, effect)
                assert witness.outcome is not Outcome.OK

"""Two types that references bring together are judged where data gets from the one to the other."""

from __future__ import annotations

import pytest
from compiled import changes

from schemactl.formats.format import by_name
from schemactl.model.effect import Outcome, Surface
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge
from schemactl.witness.prove import Prover

TYPES = """\
message Gift { string note = 1; Box box = 2; }
message Voucher { string note = 1; Bag box = 2; string code = 3; }
message Box { string size = 1; }
message Bag { string size = 1; string strap = 2; }
"""
SWAPPED = ("Gift gift = 1; Voucher voucher = 2;", "Voucher voucher = 1; Gift gift = 2;")
BOTH, WIRE, NONE = {Surface.WIRE, Surface.JSON}, {Surface.WIRE}, set()


@pytest.mark.parametrize(
    ("old", "new", "surfaces"),
    [
        (*SWAPPED, WIRE),
        ("Gift gift = 1; Voucher voucher = 2;", "Voucher gift = 1; Gift voucher = 2;", BOTH),
        ("Gift gift = 1;", "Voucher gift = 2;", {Surface.JSON}),
        ("Gift gift = 1;", "Voucher voucher = 1;", WIRE),
        ("Gift gift = 1;", 'Voucher voucher = 1 [json_name = "gift"];', BOTH),
        ("map<string, Gift> gift = 1;", "map<string, Voucher> gift = 1;", BOTH),
        (
            "map<string, Gift> gift = 1; map<string, Voucher> voucher = 2;",
            "map<string, Voucher> voucher = 1; map<string, Gift> gift = 2;",
            WIRE,
        ),
        (f"{SWAPPED[0]} Gift more = 3;", f"{SWAPPED[1]} Voucher more = 3;", BOTH),
    ],
)
def test_a_link_leads_by_number_on_the_wire_and_by_key_in_json(old, new, surfaces):
    """Box and Bag are met by way of Gift and Voucher; what is claimed is what the codec shows."""
    step = tuple(linked(old, new))
    assert step
    for name in ("Voucher.code", "Bag.strap"):
        found = [change for change in step if change.path == name and change.new is not None]
        assert found, name
        assert {surface for change in found for surface, _ in claims(change)} == surfaces, name
    (form,) = by_name(("protobuf",))
    prover = Prover(step[0].step, form)
    for change in step:
        for surface, direction in claims(change):
            shown = {witness.outcome for witness in prover.exchanges(change, direction, surface)}
            assert shown - {Outcome.OK}, (change, surface, direction)


def test_a_method_takes_the_message_itself():
    texts = [
        f'syntax = "proto3"; {TYPES} service Shop {{ rpc Order({name}) returns (Box); }}'
        for name in ("Gift", "Voucher")
    ]
    met = [change for change in changes("protobuf", *texts) if change.path == "Voucher.code" and change.via]
    assert {surface for change in met for surface, _ in claims(change)} == BOTH


def test_types_that_hold_each_other_are_reached_from_outside_alone():
    types = "message A { A again = 1; string a = 2; } message B { B again = 1; int32 a = 2; }"
    crossed = ("A first = 1; B last = 2;", "B last = 1; A first = 2;")
    texts = [f'syntax = "proto3"; message Event {{ {fields} }} {types}' for fields in crossed]
    met = [change for change in changes("protobuf", *texts) if change.via and change.facet == "type"]
    assert met
    assert {surface for change in met for surface, _ in claims(change)} == WIRE


def linked(old, new):
    texts = [f'syntax = "proto3"; message Event {{ {fields} }} {TYPES}' for fields in (old, new)]
    return (change for change in changes("protobuf", *texts) if change.via)


def claims(change):
    rules, _ = Judge(catalogue("protobuf")).answers(change)
    return {
        (effect.surface, effect.direction)
        for rule in rules
        for effect in rule.effects
        if effect.surface in BOTH and effect.outcome is not Outcome.OK
    }

"""A compatible verdict withstands random events, unless a rule lied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compiled import single

from schemactl.diff.compare import compare
from schemactl.formats.format import by_name
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Outcome, Surface, grid
from schemactl.model.rule import Catalogue
from schemactl.model.verdict import Policy
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide
from schemactl.witness.refute import refute

OLD = """\
syntax = "proto3";
package shop;
message OrderPlaced {
  string order_id = 1;
  repeated int64 amounts = 2;
  map<string, Line> lines = 3;
  State state = 4;
  oneof means {
    string card = 5;
    int64 voucher = 6;
  }
  bytes raw = 7;
  bool gift = 8;
}
message Line {
  double price = 1;
  OrderPlaced inner = 2;
}
enum State {
  STATE_UNKNOWN = 0;
  STATE_PAID = 1;
}
"""
FULL = Policy(compatibility=Compatibility.FULL, surfaces=frozenset({Surface.WIRE, Surface.JSON}))
BACKWARD = replace(FULL, compatibility=Compatibility.BACKWARD)


def verdict(old, new, policy, known=None):
    before, after = single("protobuf", old), single("protobuf", new)
    return decide(before, after, compare(before, after), known or catalogue("protobuf"), policy)


def lying(*ids):
    """The catalogue in which these rules claim that nothing happens."""
    fine = grid(wire=Outcome.OK, json=Outcome.OK, source=Outcome.OK, dispatch=Outcome.OK)
    known = catalogue("protobuf")
    rules = (replace(rule, effects=fine) if rule.id in ids else rule for rule in known.rules)
    return Catalogue(tuple(rules), known.neutral)


(FORM,) = by_name(("protobuf",))


@pytest.mark.parametrize(
    ("policy", "there", "here"),
    [
        (BACKWARD, "  bool gift = 8;\n", "  bool gift = 8;\n  string note = 9;\n"),
        (BACKWARD, "  bytes raw = 7;\n", "  reserved 7;\n"),
        (FULL, "STATE_PAID", "STATE_SETTLED"),
    ],
)
def test_what_is_compatible_withstands(policy, there, here):
    surfaces = frozenset({Surface.WIRE})
    judged = verdict(OLD, OLD.replace(there, here), replace(policy, surfaces=surfaces))
    assert judged.compatible
    answer = refute(judged, FORM, 0.2)
    assert answer.counterexample is None
    assert answer.tried > 20


@pytest.mark.parametrize(
    ("ids", "there", "here"),
    [
        (("protobuf-field-type-narrowed",), "repeated int64 amounts", "repeated int32 amounts"),
        (("protobuf-field-renumbered",), "bool gift = 8", "bool gift = 18"),
        (
            ("protobuf-enum-value-moved",),
            "STATE_UNKNOWN = 0;\n  STATE_PAID = 1",
            "STATE_PAID = 0;\n  STATE_UNKNOWN = 1",
        ),
        (("protobuf-field-to-singular",), "repeated int64 amounts", "int64 amounts"),
    ],
)
def test_a_rule_that_lies_is_refuted(ids, there, here):
    wire = replace(BACKWARD, surfaces=frozenset({Surface.WIRE}))
    judged = verdict(OLD, OLD.replace(there, here), wire, lying(*ids))
    assert judged.compatible
    refuted = replace(judged, refutation=refute(judged, FORM, 20))
    assert refuted.refutation.counterexample.outcome is not Outcome.OK
    assert not refuted.compatible
    again = refute(judged, FORM, 20)
    assert again.counterexample == refuted.refutation.counterexample  # the same seed, the same events


def test_there_is_nothing_to_refute_where_something_breaks_or_nothing_changed():
    assert refute(verdict(OLD, OLD, FULL), FORM, 1) is None
    assert refute(verdict(OLD, OLD.replace("bool gift", "string gift"), FULL), FORM, 1) is None


def test_sides_without_a_message_in_common_try_nothing():
    old = 'syntax = "proto3";\nenum A {\n  A_NONE = 0;\n}\n'
    judged = verdict(old, old + "enum B {\n  B_NONE = 0;\n}\n", FULL)
    answer = refute(judged, FORM, 5)
    assert (answer.tried, answer.counterexample) == (0, None)

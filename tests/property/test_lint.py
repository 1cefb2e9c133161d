"""Repairs on generated pairs of schemas: what they write compiles, mends all that it is for, and changes no data."""

from __future__ import annotations

import os

from compiled import single
from hypothesis import HealthCheck, assume, given, note, settings
from property import protobuf_pairs

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.lint.catalog import checks
from schemactl.lint.look import of_step
from schemactl.lint.repair import repaired

CHECKS = [check for check in checks("protobuf") if check.id.endswith(("-unreserved", "-dropped"))]


def reservations(old, new):
    found = [hazard.spot.repair for hazard in of_step(old, new, compare(old, new), CHECKS)]
    return [each for each in found if each]


@settings(
    max_examples=int(os.environ.get("SCHEMACTL_PAIRS", "300")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(protobuf_pairs.pairs())
def test_a_mended_schema_compiles_and_needs_no_mending(pair):
    try:
        old, new = (single("protobuf", text) for text in pair)
    except CompileError:
        assume(False)  # noqa: FBT003  (the edit made something that is no schema)
    repairs = reservations(old, new)
    assume(repairs)
    text = repaired(pair[1].encode(), repairs).decode()
    note(text)
    mended = single("protobuf", text)
    assert reservations(old, mended) == []
    assert {change.facet for change in compare(new, mended)} <= {"reserved", "reserved_names"}

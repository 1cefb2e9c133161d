"""Oneofs under the rules: a field that comes with another number, and a message that is large."""

from __future__ import annotations

import time

import pytest
from compiled import changes

from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

ALONE = 'syntax = "proto3"; message M { oneof o { string a = 1; string c = 4; } string b = 2; }'
JOINED = 'syntax = "proto3"; message M { oneof o { string a = 1; string c = 4; string b = 3; } }'


def judged(old, new):
    judge = Judge(catalogue("protobuf"))
    return {rule.id for change in changes("protobuf", old, new) for rule in judge.answers(change)[0]}


@pytest.mark.parametrize(("old", "new"), [(ALONE, JOINED), (JOINED, ALONE)], ids=["into", "out of"])
def test_a_field_that_is_renumbered_on_its_way(old, new):
    """What had the number on the wire is not there to be merged."""
    found = judged(old, new)
    assert {name for name in found if "renumbered" in name}
    assert not found & {"protobuf-oneof-merged", "protobuf-oneof-separated"}


def large(kind, count=4000):
    fields = " ".join(f"{kind} f{n} = {n};" for n in range(1, count + 1))
    return f'syntax = "proto3"; message M {{ {fields} }}'


def test_many_changes_in_one_message_cost_their_number_and_not_its_square():
    old, new = large("string"), large("int64")
    changes("protobuf", old, new)  # compiled once, and kept
    start = time.process_time()
    assert "protobuf-field-type-incompatible" in judged(old, new)
    assert time.process_time() - start < 15  # 0.3 s; 70 s when every question read the whole message

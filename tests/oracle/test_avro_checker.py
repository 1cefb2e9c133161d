"""Apache Avro's own checker as a second opinion: what it refuses, a rule says is a break.

The other way they differ, and must: the checker takes any branch that fits where the specification says the
first, knows no logical types, lets bytes be strings, and does not see two fields made one by an alias.
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from compiled import single
from hypothesis import HealthCheck, assume, given, note, settings
from property import avro_pairs

from schemactl.diff.compare import compare
from schemactl.errors import CompileError
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Direction
from schemactl.model.verdict import Policy
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import Judge

schemas = pytest.importorskip("avro.schema")
compatibility = pytest.importorskip("avro.compatibility")

FULL = Policy(compatibility=Compatibility.FULL)


@settings(
    max_examples=int(os.environ.get("SCHEMACTL_PAIRS", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(avro_pairs.pairs())
@pytest.mark.filterwarnings("ignore::avro.errors.IgnoredLogicalType")
def test_what_the_checker_refuses_is_a_break(pair):
    try:
        old, new = (single("avro", text) for text in pair)
    except CompileError:
        assume(False)  # noqa: FBT003
    changes = compare(old, new)
    assume(changes)
    note(pair)
    judge = Judge(catalogue("avro"))
    rules = [rule for change in changes for rule in judge.answers(change)[0]]
    step = changes[0].step
    for direction, writer, reader, names in (
        (Direction.BACKWARD, old, new, step.names),
        (Direction.FORWARD, new, old, step.flipped.names),
    ):
        refused = any(
            effect.direction is direction and FULL.refuses(effect, rule)
            for rule in rules
            for effect in rule.effects
        )
        for name, other in names.items():
            assert refused or accepted(parsed(writer, name), parsed(reader, other))


def parsed(schema, name: str) -> Any:
    """One type as the library takes it, which wants each definition inside the schema."""
    types = json.loads(schema.image)["types"]
    return schemas.parse(json.dumps(inlined(name, types, set())), validate_names=False)


def inlined(type_: Any, types: dict[str, Any], seen: set[str]) -> Any:
    if isinstance(type_, list):
        return [inlined(branch, types, seen) for branch in type_]
    if isinstance(type_, dict):
        inner = {name: inlined(type_[name], types, seen) for name in ("items", "values") if name in type_}
        return type_ | inner
    if type_ not in types or type_ in seen:
        return type_
    seen.add(type_)
    whole = dict(types[type_])
    if "fields" in whole:
        whole["fields"] = [item | {"type": inlined(item["type"], types, seen)} for item in whole["fields"]]
    return whole


def accepted(writer: Any, reader: Any) -> bool:
    answer = compatibility.ReaderWriterCompatibilityChecker().get_compatibility(reader, writer)
    return answer.compatibility is compatibility.SchemaCompatibilityType.compatible

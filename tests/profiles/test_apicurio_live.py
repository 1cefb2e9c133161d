"""Apicurio's profiles against the real server, in both directions: what it answers is what the profile says."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import recorded
from hypothesis import HealthCheck, assume, given, settings
from parts import apicurio
from property import avro_pairs, protobuf_pairs

from schemactl.errors import CompileError
from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.oracle
GENERATED = 300
PLACES = {"type", "items", "values", "fields"}
"""Where types stand in an Avro schema."""
PAIRS = {"avro": avro_pairs.pairs(), "protobuf": protobuf_pairs.pairs()}
VERSIONS = {"3.3.3": "apicurio@3", "2.6.13.Final": "apicurio@2.6"}
STEPS = [
    (f"{kind}-{number}", step)
    for kind, steps in (("row", recorded.protobuf()), ("avro-row", recorded.avro()), ("case", recorded.cases()),
                        ("example", recorded.examples()))
    for number, step in enumerate(steps)
    if step.format in PAIRS
]  # fmt: skip


@pytest.fixture(scope="module", params=VERSIONS)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[apicurio.Apicurio, str]]:
    try:
        with apicurio.running(request.param) as running:
            yield running, VERSIONS[request.param]
    except apicurio.MissingError as reason:
        pytest.skip(f"Apicurio Registry {request.param} does not run here: {reason}")


@pytest.mark.parametrize(("name", "step"), STEPS, ids=[f"{name} {step.id}" for name, step in STEPS])
def test_the_server_answers_what_the_profile_says(server, name, step):
    running, profile = server
    kind = step.format.upper()
    for direction, predicted in zip(Direction, step.predicted(profile), strict=True):
        subject = f"{name}-{direction}"
        said = running.accepts(subject, kind, step.old, step.new, direction.upper())
        assert said is predicted, (
            f"{direction}: {[item.name for item in step.differences(profile, direction)]}"
        )


def one_text(text: str) -> str:
    """Several Avro files as one: each definition stands where it is first used, as a subject has it."""
    parts = text.split("\n---\n")
    if len(parts) == 1:
        return text
    event, *others = map(json.loads, parts)
    known = {item["name"]: item for item in others}

    def inlined(type_: Any) -> Any:
        if isinstance(type_, list):
            return [inlined(item) for item in type_]
        if isinstance(type_, dict):
            return {key: inlined(item) if key in PLACES else item for key, item in type_.items()}
        return inlined(known.pop(type_)) if type_ in known else type_

    return json.dumps({**event, "fields": [inlined(item) for item in event["fields"]]})


@pytest.mark.parametrize("form", sorted(PAIRS))
def test_the_server_answers_what_the_profile_says_of_any_pair(server, form):
    running, profile = server
    subjects = count()

    @given(PAIRS[form])
    @settings(
        max_examples=GENERATED, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def ask(pair: tuple[str, str]) -> None:
        step = recorded.Step("", form, *map(one_text, pair))
        try:
            predicted = step.predicted(profile)
        except CompileError:
            assume(False)  # noqa: FBT003  (the edit made something that is no schema)
        said = tuple(
            running.accepts(f"{form}-{next(subjects)}", form.upper(), step.old, step.new, direction.upper())
            for direction in Direction
        )
        assert said == predicted, [
            item.name for each in Direction for item in step.differences(profile, each)
        ]

    ask()

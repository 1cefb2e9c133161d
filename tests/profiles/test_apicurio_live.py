"""Apicurio's profiles against the real server, in both directions: what it answers is what the profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import recorded
from parts import apicurio

from schemactl.model.effect import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.oracle
VERSIONS = {"3.3.3": "apicurio@3", "2.6.13.Final": "apicurio@2.6"}
STEPS = [
    (f"{kind}-{number}", step)
    for kind, steps in (("row", recorded.protobuf()), ("avro-row", recorded.avro()), ("case", recorded.cases()),
                        ("example", recorded.examples()))
    for number, step in enumerate(steps)
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

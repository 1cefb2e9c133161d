"""Every profile against what the servers' own code answered to one step for every kind of change."""

from __future__ import annotations

import pytest
import recorded

from schemactl.model.effect import Direction
from schemactl.profiles.catalog import NAMES, by_name

PROTOBUF, AVRO = recorded.protobuf(), recorded.avro()
RECORDED = ("confluent@8", "karapace@6", "apicurio@3", "apicurio@2.6")
ALIAS_OF_TWO = "54 alias matches two writer fields"


def test_every_kind_is_recorded():
    assert [int(step.id.split()[0]) for step in PROTOBUF] == list(range(1, 90))
    assert [int(step.id.split()[0]) for step in AVRO] == list(range(1, 61))


@pytest.mark.parametrize("profile", RECORDED)
@pytest.mark.parametrize("step", PROTOBUF, ids=lambda step: step.id)
def test_protobuf(step, profile):
    assert step.predicted(profile) == step.said[profile]


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize("step", AVRO, ids=lambda step: step.id)
def test_avro(step, profile):
    expected = step.said["avro"]
    if profile.startswith("karapace") and step.id == ALIAS_OF_TWO:
        expected = (True, False)  # its port of the check takes the field of the same name
    assert step.predicted(profile) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "rows"),
    [
        ("confluent@7.6.0", "confluent@7.6", {47, 48, 71, 72}),
        ("confluent@8.3", "confluent@8", {47, 48, 55, 56}),
    ],
)
def test_a_release_changed_the_answer_to_exactly_these_kinds(earlier, later, rows):
    differ = {step.id for step in PROTOBUF if step.predicted(earlier) != step.predicted(later)}
    assert {int(name.split()[0]) for name in differ} == rows


@pytest.mark.parametrize("step", [*PROTOBUF, *AVRO], ids=lambda step: step.id)
def test_a_registry_asks_forward_what_it_asks_backward_of_the_step_back(step):
    back = recorded.Step(step.id, step.format, step.new, step.old)
    for profile in NAMES:
        assert back.predicted(profile) == step.predicted(profile)[::-1]


@pytest.mark.parametrize("step", [*PROTOBUF, *AVRO], ids=lambda step: step.id)
def test_every_answer_says_what_it_is_about(step):
    found = [item for name in NAMES for direction in Direction for item in step.differences(name, direction)]
    assert all(item.name and item.why and all(item.paths) for item in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_says_what_it_stands_for(name):
    assert by_name(name).name == name
    assert by_name(name).about

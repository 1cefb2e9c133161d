"""What registries will say, beside what is true: the reasons, and both reports."""

from __future__ import annotations

import json as library
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from casebook import Case, cases
from compiled import compiled, single
from jsonschema import Draft202012Validator

from schemactl.diff.compare import compare
from schemactl.model.compatibility import Compatibility
from schemactl.model.effect import Surface
from schemactl.model.source import Source
from schemactl.model.verdict import Policy
from schemactl.profiles.catalog import NAMES, by_name
from schemactl.report import json, text
from schemactl.report.answer import Answer, Round
from schemactl.report.comparison import comparisons
from schemactl.report.registry import predict
from schemactl.rules.catalog import catalogue
from schemactl.verdict.decide import decide

if TYPE_CHECKING:
    from schemactl.model.schema import FormatName, Schema
    from schemactl.report.registry import Prediction

FULL = Policy(compatibility=Compatibility.FULL)
HEAD = 'syntax = "proto3";\npackage shop.v1;\n'


def source(label: str) -> Source:
    return Source(label=label, digests={}, fetch=lambda paths: dict.fromkeys(paths, b""))


def judged(form: FormatName, old: Schema, new: Schema, policy: Policy = FULL) -> Round:
    verdict = decide(old, new, compare(old, new), catalogue(form), policy)
    return Round(old=source("dir:old"), new=source("working tree"), verdicts=(verdict,))


def said(
    old: str, new: str, profile: str, *, form: FormatName = "protobuf", policy: Policy = FULL
) -> Prediction:
    one = judged(form, single(form, old), single(form, new), policy)
    (item,) = comparisons(one)
    return predict(item, one, by_name(profile))


def reasons(prediction: Prediction) -> list[tuple[str, bool, str]]:
    return [(item.path, item.agrees, item.reason) for item in prediction.remarks]


def valid(rendered: str) -> Any:
    """A report, after its schema has accepted it."""
    schema = resources.files("schemactl.report").joinpath("schemas/check-1.json").read_text()
    told = library.loads(rendered)
    Draft202012Validator(library.loads(schema)).validate(told)
    return told


def message(fields: str) -> str:
    return f"{HEAD}message Order {{\n{fields}\n}}\n"


def test_a_break_that_the_registry_sees() -> None:
    found = said(message("int32 count = 1;"), message("string count = 1;"), "confluent@8")
    assert not found.compatible
    words = "unsafe, and confluent@8 will reject it: FIELD_SCALAR_KIND_CHANGED"
    assert reasons(found) == [("shop.v1.Order.count", True, words)]
    assert found.remarks[0].name == "FIELD_SCALAR_KIND_CHANGED"


def test_a_break_that_the_registry_does_not_see() -> None:
    found = said(message("int32 count = 1;"), message("int32 count = 2;"), "confluent@8")
    assert found.compatible
    words = (
        "unsafe, though confluent@8 accepts it: "
        "a field is its number: one is gone and one is new, and it accepts both"
    )
    assert reasons(found) == [("shop.v1.Order.count", False, words)]
    assert found.remarks[0].name == ""


def test_what_is_safe_and_will_be_rejected() -> None:
    text = message("int32 count = 1;")
    policy = Policy(compatibility=Compatibility.BACKWARD)
    found = said(text, text.replace("shop.v1", "shop.v2"), "confluent@8", policy=policy)
    (remark,) = found.remarks
    assert remark.reason.startswith("safe, but confluent@8 will reject it: PACKAGE_CHANGED (")
    assert not remark.agrees
    assert said(text, text.replace("shop.v1", "shop.v2"), "confluent@7.6.0", policy=policy).compatible
    assert said(text, text.replace("shop.v1", "shop.v2"), "karapace@6", policy=policy).remarks == ()


def test_a_release_answers_otherwise() -> None:
    old = message("string card = 1; oneof pay { string iban = 2; string cash = 3; }")
    new = message("oneof pay { string card = 1; string iban = 2; string cash = 3; }")
    assert not said(old, new, "confluent@8").compatible
    (remark,) = said(old, new, "confluent@7.6.0", policy=Policy()).remarks
    assert not remark.agrees
    assert remark.reason.startswith("unsafe, though confluent@7.6.0 accepts it: ")


def test_directions_are_the_policys() -> None:
    old, new = message("string id = 1;"), message("string id = 1; string note = 2;")
    assert said(old, new, "apicurio@3", policy=Policy()).compatible
    assert not said(old, new, "apicurio@3").compatible
    nobody = Policy(compatibility=Compatibility.NONE)
    assert said(old, new, "apicurio@3", policy=nobody).compatible


def test_the_cause_inside_a_branch_is_the_break_that_avro_hides() -> None:
    def record(fields: str) -> str:
        card = f'{{"type": "record", "name": "Card", "fields": [{fields}]}}'
        return (
            f'{{"type": "record", "name": "Order", "fields": [{{"name": "pay", "type": ["null", {card}]}}]}}'
        )

    number = '{"name": "number", "type": "string"}'
    found = said(
        record(number), record(f'{number}, {{"name": "till", "type": "int"}}'), "confluent@8", form="avro",
        policy=Policy(),
    )  # fmt: skip
    (remark,) = found.remarks
    assert remark.agrees
    assert remark.reason == "unsafe, and confluent@8 will reject it: MISSING_UNION_BRANCH"


def test_logical_types_are_ignored() -> None:
    def amount(scale: int) -> str:
        decimal = f'{{"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": {scale}}}'
        return f'{{"type": "record", "name": "Order", "fields": [{{"name": "amount", "type": {decimal}}}]}}'

    found = said(amount(2), amount(4), "apicurio@3", form="avro")
    assert found.compatible
    (remark,) = found.remarks
    assert remark.reason == "unsafe, though apicurio@3 accepts it: logical types are ignored"


def test_of_a_file_that_is_gone_a_registry_is_asked_nothing() -> None:
    files = {"a.proto": message("int32 count = 1;"), "b.proto": f"{HEAD}message Other {{}}\n"}
    old, new = compiled("protobuf", files), compiled("protobuf", {"b.proto": files["b.proto"]})
    one = judged("protobuf", old, new)
    predictions = {item.path: predict(item, one, by_name("confluent@8")) for item in comparisons(one)}
    assert predictions["b.proto"].remarks == ()
    (remark,) = predictions["a.proto"].remarks
    assert predictions["a.proto"].compatible
    assert "a subject begins with its first version" in remark.reason


def test_a_break_in_json_alone_is_not_a_registrys_to_see() -> None:
    policy = Policy(surfaces=frozenset({Surface.JSON}))
    found = said(message("string note = 1;"), message("string remark = 1;"), "confluent@8", policy=policy)
    (remark,) = found.remarks
    assert remark.reason.endswith(
        "accepts it: a registry looks at what is encoded, not at JSON, code or handlers"
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_every_disagreement_is_explained(case: Case) -> None:
    if not all((case.folder / side).exists() for side in ("old", "new")):
        return
    (one,) = case.answer.rounds
    for item in comparisons(one):
        profiles = [profile for profile in map(by_name, NAMES) if item.format in profile.dialects]
        for profile in profiles:
            for remark in predict(item, one, profile).remarks:
                assert "it does not compare this" not in remark.reason, remark


@pytest.fixture
def answer() -> Answer:
    old = message("int32 count = 1;")
    one = judged("protobuf", single("protobuf", old), single("protobuf", old.replace("= 1", "= 2")))
    return Answer(rounds=(one,), policy=FULL, profiles=(by_name("confluent@8"), by_name("karapace@6")))


def test_the_text_has_a_line_for_each_thing_said(answer: Answer) -> None:
    assert (
        "event.proto: confluent@8 will accept it (a prediction, which decides nothing)\n"
        "   shop.v1.Order.count: unsafe, though confluent@8 accepts it: "
        "a field is its number: one is gone and one is new, and it accepts both\n"
        "event.proto: karapace@6 will reject it (a prediction, which decides nothing)\n"
        "   shop.v1.Order.count: unsafe, and karapace@6 will reject it: FIELD_TAG_ALTER\n"
        in text.render(answer)
    )  # fmt: skip
    assert "prediction" not in text.render(replace(answer, profiles=()))


def test_the_json_has_each_registry_by_name(answer: Answer) -> None:
    (comparison,) = valid(json.render(answer))["comparisons"]
    assert comparison["registry"]["karapace@6"] == {
        "compatible": False,
        "findings": [{
            "name": "FIELD_TAG_ALTER", "path": "shop.v1.Order.count", "agrees": True,
            "reason": "unsafe, and karapace@6 will reject it: FIELD_TAG_ALTER",
        }],
    }  # fmt: skip
    assert comparison["registry"]["confluent@8"]["findings"][0]["name"] is None
    assert valid(json.render(replace(answer, profiles=())))["comparisons"][0]["registry"] is None

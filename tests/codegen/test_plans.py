"""Plans of Protobuf and Avro schemas: what is found, what is chosen, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from compiled import single

from schemactl.codegen.names import distinct, pascal, snake
from schemactl.codegen.plan import plans
from schemactl.errors import ConfigError
from schemactl.model.dispatch import Choice

if TYPE_CHECKING:
    from schemactl.model.dispatch import DispatchPlan
    from schemactl.model.schema import FormatName

PROTOBUF = """\
syntax = "proto3";
package a.v1;
// What happens.
message Event {
  optional string synthetic = 1;
  Kind kind = 2;
  oneof payload {
    // Begun.
    Made made = 10;
    string note = 11;
    bytes raw = 12;
  }
}
// It is made.
message Made { oneof inner { int32 x = 1; int32 y = 2; } }
message Plain {}
enum Kind { KIND_UNSPECIFIED = 0; KIND_A = 1; KIND_B = 2; }
"""


def record(name: str, *fields: object, doc: str = "") -> dict[str, object]:
    named = [{"name": f"f{number}", "type": kind} for number, kind in enumerate(fields)]
    return {"type": "record", "name": f"a.{name}", "doc": doc, "fields": named}


def planned(form: FormatName, text: str, *choices: Choice) -> tuple[DispatchPlan, ...]:
    return plans([single(form, text)], choices)


def avro(schema: object, *choices: Choice) -> tuple[DispatchPlan, ...]:
    return planned("avro", json.dumps(schema), *choices)


def arms(plan: DispatchPlan) -> list[tuple[str, int, str, str, str]]:
    return [(arm.name, arm.number, arm.type, arm.type_name, arm.doc) for arm in plan.arms]


def refused(form: FormatName, text: str, choice: Choice) -> str:
    with pytest.raises(ConfigError) as caught:
        planned(form, text, choice)
    return caught.value.message


def test_an_event_with_one_oneof_is_found() -> None:
    (plan,) = planned("protobuf", PROTOBUF)
    assert (plan.name, plan.event, plan.by, plan.discriminator) == ("event", "a.v1.Event", "payload", "oneof")
    assert (plan.subject, plan.doc, plan.known) == ("a.v1.Event.payload", "What happens.", (1, 2, 10, 11, 12))
    assert plan.payloads == (10, 49)
    assert arms(plan) == [
        ("made", 10, "message", "a.v1.Made", "Begun."),
        ("note", 11, "string", "", ""),
        ("raw", 12, "bytes", "", ""),
    ]


def test_an_arm_says_what_its_type_says() -> None:
    (plan,) = planned("protobuf", PROTOBUF.replace("    // Begun.\n", ""))
    assert plan.arms[0].doc == "It is made."


def test_an_enum_is_chosen() -> None:
    (plan,) = planned("protobuf", PROTOBUF, Choice(types=("a.v1.Event",), by="kind", name="kinds"))
    assert (plan.name, plan.discriminator, plan.by_type, plan.number) == ("kinds", "enum", "a.v1.Kind", 2)
    assert [(arm.name, arm.number) for arm in plan.arms] == [("KIND_A", 1), ("KIND_B", 2)]


def test_several_types_are_chosen() -> None:
    (plan,) = planned("protobuf", PROTOBUF, Choice(types=("a.v1.Made", "a.v1.Plain"), name="Topic"))
    assert (plan.name, plan.event, plan.discriminator, plan.subject) == ("topic", "", "types", "topic")
    assert [arm.name for arm in plan.arms] == ["a.v1.Made", "a.v1.Plain"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(types=("a.v1.Kind",)), "a.v1.Kind is an enum, not a message"),
        (Choice(types=("a.v1.Plain",)), "say by what a.v1.Plain is told apart"),
        (
            Choice(types=("a.v1.Event",), by="synthetic"),
            "synthetic is neither a oneof nor a single enum of a.v1.Event",
        ),
        (
            Choice(types=("a.v1.Event",), by="_synthetic"),
            "_synthetic is neither a oneof nor a field of a.v1.Event",
        ),
    ],
)
def test_what_protobuf_does_not_have_is_refused(choice: Choice, message: str) -> None:
    assert refused("protobuf", PROTOBUF, choice) == message


def test_types_have_to_be_together() -> None:
    schemas = [single("protobuf", PROTOBUF), single("avro", json.dumps(record("R")))]
    with pytest.raises(ConfigError, match="are not all in one module and format"):
        plans(schemas, [Choice(types=("a.v1.Made", "a.R"), name="x")])


UNION = record("E", "string", ["null", record("A", doc="An A."), record("B"), "long"], ["null", record("C")])


def test_a_record_with_one_union_of_records_is_found() -> None:
    (plan,) = avro(UNION)
    assert (plan.name, plan.event, plan.by, plan.discriminator) == ("e", "a.E", "f1", "union")
    assert arms(plan) == [
        ("a.A", 0, "record", "a.A", "An A."),
        ("a.B", 0, "record", "a.B", ""),
        ("long", 0, "long", "", ""),
    ]


def test_an_optional_record_is_a_union_of_one_if_somebody_says_so() -> None:
    (plan,) = avro(UNION, Choice(types=("a.E",), by="f2"))
    assert [arm.name for arm in plan.arms] == ["a.C"]


def test_a_file_that_is_a_union_is_found_and_chosen() -> None:
    union = [record("A"), record("B")]
    (plan,) = avro(union)
    assert (plan.name, plan.event, plan.discriminator, plan.subject) == ("event", "", "union", "event")
    (chosen,) = avro(union, Choice(types=("event.avsc",), name="things"))
    assert (chosen.name, chosen.arms) == ("things", plan.arms)


def test_several_records_are_chosen() -> None:
    (plan,) = avro(UNION, Choice(types=("a.A", "a.B"), name="topic"))
    assert (plan.discriminator, [arm.name for arm in plan.arms]) == ("types", ["a.A", "a.B"])


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(types=("a.E",), by="f0"), "f0 is no field of a.E that is a union"),
        (Choice(types=("a.A",)), "say by what a.A is told apart"),
        (Choice(types=("a.X",)), "there is no type a.X in the schemas"),
    ],
)
def test_what_avro_does_not_have_is_refused(choice: Choice, message: str) -> None:
    assert refused("avro", json.dumps(UNION), choice) == message


def test_what_is_no_record_is_refused() -> None:
    text = json.dumps({"type": "enum", "name": "a.X", "symbols": ["S"]})
    assert refused("avro", text, Choice(types=("a.X",))) == "a.X is no record"


@pytest.mark.parametrize(
    ("name", "snaked", "pascaled"),
    [
        ("OrderEvent", "order_event", "OrderEvent"), ("HTTPServer2", "http_server2", "HttpServer2"),
        ("order-event", "order_event", "OrderEvent"), ("__x", "x", "X"), ("_1", "_1", "_1"), ("_", "_", "_"),
        ("Evt2X", "evt2_x", "Evt2X"), ("a_v1_Event", "a_v1_event", "AV1Event"), ("URL", "url", "Url"),
    ],
)  # fmt: skip
def test_names(name: str, snaked: str, pascaled: str) -> None:
    assert (snake(name), pascal(name)) == (snaked, pascaled)


def test_names_that_are_alike_are_told_apart() -> None:
    assert distinct(["a", "A", "b"], str, ["B"]) == {"a": "a", "A": "A_", "b": "b_"}

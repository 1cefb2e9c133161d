"""The JSON that scripts rely on: its schema, its order, its places."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from worlds import ORDER, World

from schemactl.errors import BaselineError, CompileError, Problem
from schemactl.model.location import Location
from schemactl.report import changes
from schemactl.report import json as report

if TYPE_CHECKING:
    from worlds import Edit


def valid(text: str) -> Any:
    """A report, after the schema that it names has accepted it."""
    told = json.loads(text)
    name = told["schema"].removeprefix("schemactl.").replace("/", "-")
    schema = json.loads(resources.files("schemactl.report").joinpath(f"schemas/{name}.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    return told


def test_a_break(retyped: World) -> None:
    told = valid(report.render(retyped.answer()))
    assert told["compatible"] is False
    assert told["compatibility"] == "BACKWARD"
    assert told["rollout"] == "impossible"
    assert told["summary"] == {
        "subjects": 1,
        "changes": 1,
        "breaks": 1,
        "waived": 0,
        "unjudged": 0,
        "tried": 0,
        "refuted": [],
    }
    (comparison,) = told["comparisons"]
    assert comparison["subject"] == "proto/order.proto"
    assert comparison["old"] == "git:4f1c2d9:proto/order.proto"
    assert comparison["new"] == "proto/order.proto"
    (finding,) = comparison["findings"]
    assert finding["message"] == "OrderPlaced.amount_cents: int64 → string"
    assert finding["buf"] == [
        "FIELD_SAME_TYPE",
        "FIELD_WIRE_COMPATIBLE_TYPE",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ]
    assert finding["location"] == {"file": "proto/order.proto", "line": 7, "column": 3}
    assert finding["effects"] == [
        {"direction": "backward", "surface": "json", "outcome": "rejects"},
        {"direction": "backward", "surface": "wire", "outcome": "loses"},
        {"direction": "forward", "surface": "wire", "outcome": "loses"},
    ]
    assert finding["witness"] == {
        "direction": "backward", "surface": "wire", "type": "order.v1.OrderPlaced", "sent": "10d209",
        "said": {"amountCents": "1234"}, "heard": {}, "error": None,
    }  # fmt: skip


def test_equal_answers_are_equal_bytes(retyped: World) -> None:
    assert report.render(retyped.answer()) == report.render(retyped.answer())


def test_each_file_is_a_comparison_and_those_that_are_gone_have_no_new_place() -> None:
    told = valid(report.render(World(old={"a.proto": ORDER}, new={"b.proto": "", "c.proto": ""}).answer()))
    assert [(each["subject"], each["old"], each["new"]) for each in told["comparisons"]] == [
        ("a.proto", "git:4f1c2d9:a.proto", None),
        ("b.proto", None, "b.proto"),
        ("c.proto", None, "c.proto"),
    ]
    assert [each["compatible"] for each in told["comparisons"]] == [False, False, False]
    gone = told["comparisons"][0]["findings"][0]
    assert gone["old_location"]["file"] == "a.proto"
    assert gone["location"] == {"file": "b.proto", "line": 1, "column": 1}


def test_nothing_left_has_no_place() -> None:
    told = valid(report.render(World(old={"a.proto": ORDER}, new={}).answer()))
    assert told["comparisons"][0]["findings"][0]["location"] is None


def test_unjudged_changes_are_listed(step: Edit) -> None:
    told = valid(report.render(step(("message Gone {}", "message Gone {} message M {}")).answer()))
    (unjudged,) = told["comparisons"][0]["unjudged"]
    assert unjudged["path"] == "order.v1.M"
    assert unjudged["surfaces"] == ["wire"]
    assert told["compatible"] is False


@pytest.mark.parametrize(
    "edit",
    [
        ("int64 amount", "string amount"),
        ("  string id = 1;\n", ""),
        ("cash = 3;", "cash = 3; string card = 4;"),
        ("message Gone {}", "message Gone { string x = 1; }"),
        ("message Gone {}", "message More {}"),
    ],
)
def test_every_report_of_a_diff_is_valid(step: Edit, edit: tuple[str, str]) -> None:
    answer = step(edit).answer()
    told = valid(changes.as_json(answer))
    assert len(told["changes"]) == answer.changes > 0
    for change in told["changes"]:
        assert change["effects"] or change["neutral"] or not change["judged"]


def test_an_error() -> None:
    error = BaselineError("nothing to compare with", fix="name it")
    assert valid(report.render_error(error)) == {
        "schema": "schemactl.error/1", "kind": "baseline", "message": "nothing to compare with",
        "location": None, "fix": "name it",
    }  # fmt: skip


def test_a_compile_error_lists_every_problem() -> None:
    problems = [Problem(Location("a.proto", 3, 2), "bad", "mend"), Problem(Location("b.proto"), "worse")]
    told = valid(report.render_error(CompileError(problems)))
    assert told["location"] == {"file": "a.proto", "line": 3, "column": 2}
    assert [each["message"] for each in told["problems"]] == ["bad", "worse"]

"""GitHub's workflow commands: levels, limits, escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worlds import World

from schemactl.errors import CompileError, GitError, Problem
from schemactl.model.location import Location
from schemactl.model.verdict import Policy
from schemactl.report import github

if TYPE_CHECKING:
    from worlds import Edit

    from schemactl.report.answer import Answer


def many(count: int) -> Answer:
    fields = "".join(f"  int64 f{number} = {number};\n" for number in range(1, count + 1))
    old = f'syntax = "proto3";\nmessage M {{\n{fields}}}\n'
    return World(old={"m.proto": old}, new={"m.proto": old.replace("int64", "string")}).answer()


def test_a_break_is_an_error_with_its_place_on_one_line(retyped: World) -> None:
    line, headline = github.render(retyped.answer()).splitlines()
    assert line.startswith(
        "::error file=proto/order.proto,line=7,col=3,title=protobuf-field-type-incompatible"
        "::OrderPlaced.amount_cents: int64 → string%0Abackward"
    )
    assert "%0Aproof: 10d209, written by the old schema" in line
    assert headline == "1 break against git:4f1c2d9 · rollout: impossible in one step"


def test_levels(step: Edit) -> None:
    edits = [
        ("  string id = 1;\n", ""),
        ("cash = 3;", "cash = 3; string card = 4;"),
        ("{}", "{}\nmessage M {}"),
    ]
    levels = [line.split()[0] for line in github.render(step(*edits).answer()).splitlines()[:-1]]
    assert levels == ["::error", "::warning", "::notice"]
    assert "1 unjudged change" in github.render(step(*edits).answer())


def test_what_nobody_asked_about_is_not_annotated(step: Edit) -> None:
    loose = step(("  string id = 1;\n", ""), policy=Policy(surfaces=frozenset()))
    assert github.render(loose.answer()).count("::") == 0


def test_ten_are_shown_and_the_rest_is_in_the_summary() -> None:
    answer = many(13)
    lines = github.render(answer).splitlines()
    assert len(lines) == 11
    assert lines[-1].startswith("13 breaks against")
    assert lines[-1].endswith(", 3 annotations in the job summary")
    summary = github.summary(answer)
    assert summary.startswith("**schemactl**: 13 breaks")
    assert summary.count("\n- `m.proto:") == 3


def test_ten_are_no_reason_for_a_summary_of_more() -> None:
    assert "summary" not in github.render(many(10))


def test_text_and_properties_are_escaped() -> None:
    error = CompileError([Problem(Location("a,b:c.proto", 2, 3), "100% bad\nand worse\r")])
    assert github.render_error(error) == (
        "::error file=a%2Cb%3Ac.proto,line=2,col=3,title=does not compile::100%25 bad%0Aand worse%0D\n"
    )


def test_compile_errors_are_counted_beyond_the_limit() -> None:
    error = CompileError([Problem(Location("a.proto", line), f"bad {line}") for line in range(1, 13)])
    lines = github.render_error(error).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "2 more errors"


def test_an_error_without_place() -> None:
    assert github.render_error(GitError("no such revision", fix="fetch it")) == (
        "::error title=schemactl::no such revision%0Afetch it\n"
    )
    assert github.render_error(GitError("no")) == "::error title=schemactl::no\n"

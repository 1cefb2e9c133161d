"""Words for values, effects and witnesses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from worlds import REMOVED

from schemactl.errors import CompileError, ConfigError, GitError, Problem
from schemactl.model.change import Change, Step, Verb
from schemactl.model.effect import Direction, Effect, Outcome, Surface, grid
from schemactl.model.location import Location
from schemactl.model.schema import Schema
from schemactl.model.source import Source
from schemactl.model.verdict import Finding, Policy
from schemactl.model.witness import Exchange, Witness
from schemactl.report import error, words
from schemactl.report.excerpt import Texts, excerpt
from schemactl.report.rollout import harms, rollout

EMPTY = Schema(format="protobuf", label="", roots=(), types={}, files={})


def witness(
    sent: bytes, said: Any, heard: Any, *, direction: Direction = Direction.BACKWARD,
    surface: Surface = Surface.WIRE, trouble: str | None = None, detail: str = "",
) -> Witness:  # fmt: skip
    exchange = Exchange(
        sent=sent, said=said, heard=heard, error=trouble, outcome=Outcome.LOSES, detail=detail
    )
    return Witness(direction=direction, surface=surface, type_name="T", exchange=exchange)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            witness(b"\x10\xd2\x09", {"a": 1234}, {"a": ""}),
            '10d209, written by the old schema as a=1234, is read by the new one as a=""',
        ),
        (
            witness(b"", {}, {}, direction=Direction.FORWARD),
            "no bytes, written by the new schema as an empty event, is read by the old one as an empty event",
        ),
        (
            witness(b"\x01", {"a": 1, "b": [2]}, {"b": [2], "c": {"x": None}}),
            '01, written by the old schema as a=1, is read by the new one as c={"x":null}, without a',
        ),
        (
            witness(b"\x01", {"a": 1}, None, trouble="bad\n  wire type"),
            "01, written by the old schema as a=1, is rejected by the new one: bad wire type",
        ),
        (
            witness(b"\x01", {"a": 1}, None),
            "01, written by the old schema as a=1, is rejected by the new one: no reason given",
        ),
        (
            witness(b'{"a": 1}', {"a": 1}, {}, surface=Surface.JSON, detail="unknown key"),
            '{"a": 1}, written by the old schema as a=1, is read by the new one: unknown key',
        ),
        (
            witness(b"\x01", {"a": "x", "n": 1}, {"a": "y", "n": 1}),
            '01, written by the old schema as a="x", is read by the new one as a="y"',
        ),
        (
            witness(b"\x10\x01", {"a": "1", "b": {"c": 2}}, {"b": {}}, detail='b.c=2 is read as b.c=""'),
            '1001, written by the old schema as b.c=2, is read by the new one as b.c=""',
        ),
        (witness(b"\x02", 1, 2.5), "02, written by the old schema as 1, is read by the new one as 2.5"),
    ],
)
def test_proof(one: Witness, told: str) -> None:
    assert words.proof(one) == told


def test_effects_that_differ_in_their_direction_alone_are_told_together() -> None:
    cells = grid(wire=Outcome.MISREADS, source=(Outcome.REJECTS, Outcome.OK), dispatch=Outcome.UNHANDLED)
    told = [text for _, text in words.grouped(cell for cell in cells if cell.outcome is not Outcome.OK)]
    assert told == [
        (
            "backward (new readers, old events) and forward (old readers, new events), on the wire: "
            "the reader sees another value"
        ),
        "backward (old code, new types), in code against generated types: code that uses it does not compile",
        (
            "backward (new readers, old events) and forward (old readers, new events), in dispatch: "
            "an arm is missing in new handlers and in old handlers"
        ),
    ]


def test_long_bytes_are_cut_with_their_length() -> None:
    assert words.sent(witness(bytes(40), {}, {})) == "00" * 32 + "… (40 bytes)"
    assert words.sent(witness(bytes(32), {}, {})) == "00" * 32


def test_long_values_are_cut() -> None:
    told = words.value({"name": "x" * 500})
    assert len(told) == words.VALUE_LENGTH
    assert told.endswith("…")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "none"), ("", "none"), ("x", "x"), (True, "yes"), (False, "no"), (0, "0"), (7, "7"),
        ((1, "a"), "1, a"), ((), "none"), (Surface.WIRE, "wire"),
    ],
)  # fmt: skip
def test_values(value: Any, shown: str) -> None:
    assert words.show(value) == shown


def test_a_terminal_is_not_steered() -> None:
    assert words.clip("a\x1b[31mb\u202e") == "a�[31mb�"


def test_counts() -> None:
    assert [words.counted(count, "break") for count in (0, 1, 2)] == ["0 breaks", "1 break", "2 breaks"]


def texts(text: str, prefix: str = "") -> Texts:
    return Texts(
        Source(
            label="x",
            digests={"a": "1"},
            prefix=prefix,
            fetch=lambda paths: dict.fromkeys(paths, text.encode()),
        )
    )


def test_an_excerpt_underlines_the_place() -> None:
    assert excerpt(texts("one\n\ttwo three\n"), Location("a", 2, 6, 2, 11), "here") == [
        "   2 |  two three",
        "     |      ^^^^^ here",
    ]


def test_an_excerpt_of_several_lines_underlines_the_first() -> None:
    assert excerpt(texts("message A {\n}\n"), Location("a", 1, 1, 2, 2), "")[1] == "     | ^^^^^^^^^^^"


def test_a_long_line_is_shown_around_the_place() -> None:
    line, carets = excerpt(texts("x" * 500 + "HERE" + "y" * 500), Location("a", 1, 501, 1, 505), "it")
    assert line.startswith("   1 | …xxx")
    assert line.endswith("yyy…")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "HERE"


@pytest.mark.parametrize("place", [Location("a", 9, 1), Location("gone", 1, 1)])
def test_no_excerpt_of_what_is_not_there(place: Location) -> None:
    assert excerpt(texts("one\n"), place, "x") == []


def test_an_excerpt_knows_the_folder_that_a_path_is_in() -> None:
    assert excerpt(texts("one\n", prefix="old/"), Location("old/a", 1, 1, 1, 4), "x")[0] == "   1 | one"


def test_rollout_of_nothing_is_any_order() -> None:
    assert rollout([]) == "any-order"


def test_rollout_does_not_count_code() -> None:
    effects = tuple(Effect(Direction.BACKWARD, surface, Outcome.LOSES) for surface in Surface)
    rule = replace(REMOVED, effects=effects)
    change = Change(verb=Verb.ADDED, kind="x", old=None, new=None, step=Step(old=EMPTY, new=EMPTY))
    finding = Finding(fingerprint="f", rule=rule, change=change, effects=effects, breaks=False)
    assert [each.surface for each in harms(finding, Policy(surfaces=frozenset(Surface)))] == ["dispatch"]
    strict = Policy(surfaces=frozenset(Surface), tolerated=frozenset())
    assert [each.surface for each in harms(finding, strict)] == ["wire", "json", "dispatch"]
    assert [each.surface for each in harms(finding, replace(strict, surfaces=frozenset()))] == ["dispatch"]


def test_an_error_says_where_what_and_what_to_do() -> None:
    place = Location("schemactl.toml", 3, 1)
    assert error.render(ConfigError("unknown key x", fix="remove it", location=place)) == (
        "schemactl.toml:3:1: unknown key x\n   fix    remove it"
    )
    assert error.render(GitError("no such revision")) == "schemactl: no such revision"


def test_every_problem_of_a_compile_error_is_told() -> None:
    problems = [Problem(Location("a.proto", 3, 2), "bad", "mend"), Problem(Location("b.proto"), "worse")]
    assert error.render(CompileError(problems)) == (
        "a.proto:3:2: bad\n   fix    mend\nb.proto:1:1: worse\n\ndoes not compile: 2 errors"
    )

"""Ignores in comments: which line each is about, and what is wrong with it."""

from __future__ import annotations

import pytest

from schemactl.lint.catalog import every
from schemactl.lint.ignores import CHECKS, in_text, sift
from schemactl.model.lint import Hazard, Ignore, Spot
from schemactl.model.location import Location

ID = "lint-protobuf-required-field"


def found(text):
    return [(each.id, each.reason, each.line) for each in in_text("a.proto", text.encode())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"int32 a = 1; // schemactl: ignore={ID} old readers\n", [(ID, "old readers", 1)]),
        (f"// schemactl: ignore={ID} old readers  \r\nint32 a = 1;\n", [(ID, "old readers", 2)]),
        (f"  //schemactl:ignore={ID}\n\n  // A comment.\n  int32 a = 1;\n", [(ID, "", 4)]),
        (
            f"// schemactl: ignore={ID} a\n// schemactl: ignore=other b\nx\n",
            [(ID, "a", 3), ("other", "b", 3)],
        ),
        (f"x // schemactl: ignore={ID} é\n", [(ID, "é", 1)]),
        (f"// schemactl: ignore={ID} at the end", [(ID, "at the end", 1)]),
        (f'string a = "// schemactl: ignore={ID} a";\n', []),
        (f"/* // schemactl: ignore={ID} a */\n", []),
        (f"option o = 'it\\'s'; // schemactl: ignore={ID} a\n", [(ID, "a", 1)]),
        ("// schemactl is a program\n", []),
        ("// schemactl: what is this\nx\n", [("", "", 2)]),
        ("// nothing\n", []),
    ],
)
def test_in_text(text, expected):
    assert found(text) == expected


def test_where_it_stands():
    (ignore,) = in_text("a.proto", f"\n  é // schemactl: ignore={ID} a\n".encode())
    assert ignore.location == Location("a.proto", 2, 5, 2, 5 + len(f"// schemactl: ignore={ID} a"))


def hazard(line=3, path="a.M.x"):
    return Hazard(check=every()[ID], spot=Spot(path=path, location=Location("p/a.proto", line), message="m"))


def comment(**more):
    return Ignore(**{"id": ID, "reason": "why", "location": Location("p/a.proto", 2), "line": 3} | more)


def told(ignores, hazards=(), looked=(ID,)):
    sifted = sift(hazards, ignores, every(), looked)
    return [each.check.id for each in sifted.hazards], len(sifted.ignored)


def test_sift():
    assert told([comment()], [hazard()]) == ([], 1)
    assert told([comment()], [hazard(), hazard(path="a.M.y")]) == ([], 2)
    assert told([comment()], [hazard(4)]) == (["lint-ignore-unused", ID], 0)
    assert told([comment(reason="")], [hazard()]) == (["lint-ignore-without-reason"], 1)
    assert told([comment(reason="")]) == (["lint-ignore-unused"], 0)
    assert told([comment(id="lint-x")], [hazard()]) == (["lint-ignore-unknown", ID], 0)
    assert told([comment(id="")]) == (["lint-ignore-unknown"], 0)
    assert told([comment(), comment(location=Location("p/a.proto", 1))], [hazard()]) == (
        ["lint-ignore-unused"],
        1,
    )


def test_what_was_not_looked_at_is_not_unused():
    assert told([comment()], looked=()) == ([], 0)
    assert told([comment(optional=True)]) == ([], 0)


@pytest.mark.parametrize(
    ("pattern", "covers"),
    [
        ("a.M.x", True),
        ("a.M.*", True),
        ("a.*", True),
        ("p/*", True),
        ("p/a.proto", True),
        ("a.M", False),
        ("a.proto", False),
    ],
)
def test_patterns(pattern, covers):
    assert comment(line=0, pattern=pattern).covers(hazard()) is covers


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_examples(check):
    (bad,), (good,) = check.bad, check.good
    required = [n for n, line in enumerate(bad.splitlines(), 1) if "required string" in line]
    hazards = [
        Hazard(check=every()[ID], spot=Spot(path="x", location=Location("a", n), message=""))
        for n in required
    ]
    assert check.id in told(in_text("a", bad.encode()), hazards)[0]
    assert (
        told(
            in_text("a", good.encode()),
            [Hazard(check=every()[ID], spot=Spot(path="x", location=Location("a", 3), message=""))],
        )[0]
        == []
    )

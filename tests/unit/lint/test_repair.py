"""Reservations written into texts: where they go, and that all else stays as it was."""

from __future__ import annotations

import pytest
from compiled import changes, single

from schemactl.lint.catalog import checks
from schemactl.lint.look import of_step
from schemactl.lint.numbers import LAST_ENUM, LAST_FIELD, without, written
from schemactl.lint.repair import merged, repaired, statements
from schemactl.model.lint import Reservation
from schemactl.model.location import Location

PROTO3 = 'syntax = "proto3";\n'


def mended(old, new):
    """The new text with everything reserved that the step to it gave up; None if nothing was."""
    found = of_step(
        single("protobuf", old), single("protobuf", new), changes("protobuf", old, new), checks("protobuf")
    )
    repairs = [hazard.spot.repair for hazard in found if hazard.spot.repair]
    return repaired(new.encode(), repairs).decode() if repairs else None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "message M {\n  int32 a = 1;\n  int32 b = 2;\n}\n",
            "message M {\n  int32 a = 1;\n}\n",
            'message M {\n  int32 a = 1;\n  reserved 2;\n  reserved "b";\n}\n',
        ),
        ("message M { int32 a = 1; }\n", "message M {}\n", 'message M { reserved 1; reserved "a"; }\n'),
        ("message M { int32 a = 1; }", "message M { }", 'message M { reserved 1; reserved "a"; }'),
        (
            "message M {\n    int32 a = 1;\n}\n",
            "message M {\n}\n",
            'message M {\n  reserved 1;\n  reserved "a";\n}\n',
        ),
        (
            "message M\n{\n\tint32 a = 1;\n\tint32 b = 2;\n\t}\n",
            "message M\n{\n\tint32 b = 2;\n\t}\n",
            'message M\n{\n\tint32 b = 2;\n\treserved 1;\n\treserved "a";\n\t}\n',
        ),
        (
            "message M {\r\n  int32 a = 1;\r\n  int32 b = 2;\r\n}\r\n",
            "message M {\r\n  int32 a = 1;\r\n}\r\n",
            'message M {\r\n  int32 a = 1;\r\n  reserved 2;\r\n  reserved "b";\r\n}\r\n',
        ),
        (
            "message M {\n  int32 a = 1; int32 b = 2; int32 c = 3; int32 d = 5;\n}\n",
            "message M {\n  // é }\n}  // the end }\n",
            'message M {\n  // é }\n  reserved 1 to 3, 5;\n  reserved "a", "b", "c", "d";\n}  // the end }\n',
        ),
        (
            "message M { message N { int32 a = 1; } enum E { Z = 0; Y = -3; } int32 x = 2; }\n",
            "message M { message N { /* é */ } enum E { Z = 0; } reserved 2; }\n",
            """\
message M { message N { /* é */ reserved 1; reserved "a"; } enum E { Z = 0; reserved -3; reserved "Y"; } reserved 2; \
reserved "x"; }
""",
        ),
        (
            "message M { reserved 4 to 8; reserved 'p', 'q'; }\n",
            "message M { reserved 4, 5; int32 p = 7; }\n",
            'message M { reserved 4, 5; int32 p = 7; reserved 6, 8; reserved "q"; }\n',
        ),
    ],
)
def test_where_it_goes(old, new, expected):
    assert mended(PROTO3 + old, PROTO3 + new) == PROTO3 + expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" int32 a = 1;", ""),
        (" reserved 3 to 9; reserved f;", " reserved 5;"),
        (" int32 f = 3;", " int32 f = 4;"),
    ],
)
def test_what_is_mended_compiles_and_needs_no_mending(old, new):
    head, tail = 'edition = "2023";\nmessage M {', " }\n"
    done = mended(head + old + tail, head + new + tail)
    assert done
    assert mended(head + old + tail, done) is None
    assert '"' not in done.removeprefix(head)


def test_a_group():
    proto2 = 'syntax = "proto2";\nmessage M {\n  repeated group G = 1 { %s };\n};\n'
    assert (
        mended(proto2 % "optional int32 a = 2;", proto2 % "")
        == proto2 % ' reserved 2; reserved "a"; '.rstrip()
    )


def test_what_is_in_use_again_is_not_reserved():
    assert mended(PROTO3 + "message M { reserved 4; }", PROTO3 + "message M { int32 a = 4; }") is None


def test_a_place_that_is_no_end_of_a_type_is_refused():
    wrong = Reservation(type_name="M", place=Location("a", 1, 1, 1, 5), numbers=((1, 1),))
    for text in (b"message M {}", b""):
        with pytest.raises(ValueError, match="M does not end with a brace"):
            repaired(text, [wrong])


def test_one_statement_a_type():
    place = Location("a")
    one = Reservation(type_name="M", place=place, numbers=((7, 7),), names=("b",), last=LAST_FIELD)
    two = Reservation(
        type_name="M", place=place, numbers=((2, 2), (8, LAST_FIELD)), names=("a", "b"), last=LAST_FIELD
    )
    (both,) = merged([one, two])
    assert statements(both) == ["reserved 2, 7 to max;", 'reserved "b", "a";']
    assert statements(Reservation(type_name="M", place=place)) == []


@pytest.mark.parametrize(
    ("ranges", "taken", "left"),
    [
        ([(1, 9)], [(3, 4)], "1, 2, 5 to 9"),
        ([(1, 9)], [(1, 9)], ""),
        ([(1, 2), (3, 4)], [(9, 9)], "1 to 4"),
        ([(5, LAST_ENUM)], [(5, 5)], "6 to max"),
        ([(1, 5), (2, 3)], [(3, 7)], "1, 2"),
    ],
)
def test_ranges(ranges, taken, left):
    assert written(without(ranges, taken), LAST_ENUM) == left
